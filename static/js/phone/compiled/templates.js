// The templates of an answer, compiled by `python -m tests.browser.templates`; do not edit.
/* eslint-disable */

export const TEMPLATES = {};
TEMPLATES["answer/answer.html"] = (function () {
function root(env, context, frame, runtime, cb) {
var lineno = 0;
var colno = 0;
var output = "";
try {
var parentTemplate = null;
output += "\n<div class=\"answer\">\n  <div class=\"columns\">\n    ";
var tasks = [];
tasks.push(
function(callback) {
env.getTemplate("answer/photo.html", false, "answer/answer.html", false, function(t_2,t_1) {
if(t_2) { cb(t_2); return; }
callback(null,t_1);});
});
tasks.push(
function(template, callback){
template.render(context.getVariables(), frame, function(t_4,t_3) {
if(t_4) { cb(t_4); return; }
callback(null,t_3);});
});
tasks.push(
function(result, callback){
output += result;
callback(null);
});
env.waterfall(tasks, function(){
output += "\n    <div>";
frame = frame.push();
var t_7 = runtime.memberLookup((runtime.contextOrFrameLookup(context, frame, "answer")),"readings");
if(t_7) {t_7 = runtime.fromIterator(t_7);
var t_6 = t_7.length;
for(var t_5=0; t_5 < t_7.length; t_5++) {
var t_8 = t_7[t_5];
frame.set("reading", t_8);
frame.set("loop.index", t_5 + 1);
frame.set("loop.index0", t_5);
frame.set("loop.revindex", t_6 - t_5);
frame.set("loop.revindex0", t_6 - t_5 - 1);
frame.set("loop.first", t_5 === 0);
frame.set("loop.last", t_5 === t_6 - 1);
frame.set("loop.length", t_6);
output += "<div class=\"first ";
output += runtime.suppressValue(runtime.memberLookup((t_8),"way"), env.opts.autoescape);
output += "\">";
var tasks = [];
tasks.push(
function(callback) {
env.getTemplate("answer/first.html", false, "answer/answer.html", false, function(t_10,t_9) {
if(t_10) { cb(t_10); return; }
callback(null,t_9);});
});
tasks.push(
function(template, callback){
template.render(context.getVariables(), frame, function(t_12,t_11) {
if(t_12) { cb(t_12); return; }
callback(null,t_11);});
});
tasks.push(
function(result, callback){
output += result;
callback(null);
});
env.waterfall(tasks, function(){
var tasks = [];
tasks.push(
function(callback) {
env.getTemplate("answer/check.html", false, "answer/answer.html", false, function(t_14,t_13) {
if(t_14) { cb(t_14); return; }
callback(null,t_13);});
});
tasks.push(
function(template, callback){
template.render(context.getVariables(), frame, function(t_16,t_15) {
if(t_16) { cb(t_16); return; }
callback(null,t_15);});
});
tasks.push(
function(result, callback){
output += result;
callback(null);
});
env.waterfall(tasks, function(){
output += "</div>";
})});
}
}
frame = frame.pop();
output += "</div>\n  </div>\n  ";
frame = frame.push();
var t_19 = runtime.memberLookup((runtime.contextOrFrameLookup(context, frame, "answer")),"readings");
if(t_19) {t_19 = runtime.fromIterator(t_19);
var t_18 = t_19.length;
for(var t_17=0; t_17 < t_19.length; t_17++) {
var t_20 = t_19[t_17];
frame.set("reading", t_20);
frame.set("loop.index", t_17 + 1);
frame.set("loop.index0", t_17);
frame.set("loop.revindex", t_18 - t_17);
frame.set("loop.revindex0", t_18 - t_17 - 1);
frame.set("loop.first", t_17 === 0);
frame.set("loop.last", t_17 === t_18 - 1);
frame.set("loop.length", t_18);
output += "<div class=\"";
output += runtime.suppressValue(runtime.memberLookup((t_20),"way"), env.opts.autoescape);
output += "\">";
var tasks = [];
tasks.push(
function(callback) {
env.getTemplate("answer/folded.html", false, "answer/answer.html", false, function(t_22,t_21) {
if(t_22) { cb(t_22); return; }
callback(null,t_21);});
});
tasks.push(
function(template, callback){
template.render(context.getVariables(), frame, function(t_24,t_23) {
if(t_24) { cb(t_24); return; }
callback(null,t_23);});
});
tasks.push(
function(result, callback){
output += result;
callback(null);
});
env.waterfall(tasks, function(){
output += "</div>";
});
}
}
frame = frame.pop();
output += "\n  ";
if(runtime.memberLookup((runtime.contextOrFrameLookup(context, frame, "answer")),"where")) {
output += "\n  ";
var t_25;
t_25 = runtime.memberLookup((runtime.contextOrFrameLookup(context, frame, "region")),"occurrence");
frame.set("weights", t_25, true);
if(frame.topLevel) {
context.setVariable("weights", t_25);
}
if(frame.topLevel) {
context.addExport("weights", t_25);
}
output += "\n  <details class=\"prior\">\n    <summary>Where and when</summary>\n    <label><input type=\"checkbox\" role=\"switch\" class=\"use-prior\" checked>\n      <span>Use where and when: ";
output += runtime.suppressValue(runtime.memberLookup((runtime.contextOrFrameLookup(context, frame, "answer")),"where"), env.opts.autoescape);
output += "</span></label>\n    <p>From the photo alone: “";
output += runtime.suppressValue(runtime.memberLookup((runtime.memberLookup((runtime.memberLookup((runtime.contextOrFrameLookup(context, frame, "answer")),"readings")),1)),"verdict"), env.opts.autoescape);
output += "”.</p>\n    <p>How it is used: the probability of each bird is multiplied\n      ";
if(runtime.memberLookup((runtime.contextOrFrameLookup(context, frame, "region")),"places")) {
output += "by ";
output += runtime.suppressValue(runtime.memberLookup((runtime.memberLookup((runtime.contextOrFrameLookup(context, frame, "weights")),"local")),"weight"), env.opts.autoescape);
output += " if it lives only in parts of the ";
output += runtime.suppressValue(runtime.memberLookup((runtime.memberLookup((runtime.contextOrFrameLookup(context, frame, "region")),"places")),"called"), env.opts.autoescape);
output += ", by\n      ";
output += runtime.suppressValue(runtime.memberLookup((runtime.memberLookup((runtime.contextOrFrameLookup(context, frame, "weights")),"absent")),"weight"), env.opts.autoescape);
output += " if it does not live there, and ";
;
}
output += "by ";
output += runtime.suppressValue(runtime.memberLookup((runtime.memberLookup((runtime.contextOrFrameLookup(context, frame, "weights")),"out_of_season")),"weight"), env.opts.autoescape);
output += " if it is a\n      migrant that is usually away in that month. Then all of them are scaled so that they add up to 100% again. No bird is ruled out, because some\n      birds escape, get lost or spread.</p>\n  </details>\n  ";
;
}
output += "\n  <details class=\"why\">\n    <summary>Why? <small>Answered ";
output += runtime.suppressValue((runtime.contextOrFrameLookup(context, frame, "by_device")?"on this device":"by the site"), env.opts.autoescape);
output += "</small></summary>\n    <p>We look at the whole photo first";
if(runtime.memberLookup((runtime.contextOrFrameLookup(context, frame, "answer")),"frame")) {
output += ", then once more at the part in the white frame";
;
}
output += ", and compare what we\n      see with what we have learnt from photos of each bird. The percentage says how likely each bird is.</p>\n    ";
if(env.getFilter("length").call(context, runtime.memberLookup((runtime.contextOrFrameLookup(context, frame, "answer")),"heatmaps"))) {
output += "<p>“What we saw” shows which parts of the photo counted: bright parts most, dark parts not at all.</p>";
;
}
output += "\n    <p>";
if(runtime.contextOrFrameLookup(context, frame, "by_device") && runtime.contextOrFrameLookup(context, frame, "was_sent")) {
output += "This device answered, after the photo had been sent to the site.";
;
}
else {
if(runtime.contextOrFrameLookup(context, frame, "by_device")) {
output += "This device answered; the photo did not leave it.";
;
}
else {
output += "The site answered, and has forgotten the photo.";
;
}
;
}
output += "</p>\n    <p><a class=\"more\" href=\"";
output += runtime.suppressValue((lineno = 27, colno = 39, runtime.callWrap(runtime.contextOrFrameLookup(context, frame, "url_for"), "url_for", context, ["pages.about"])), env.opts.autoescape);
output += "\">How often we are right</a></p>\n  </details>\n</div>\n";
if(parentTemplate) {
parentTemplate.rootRenderFunc(env, context, frame, runtime, cb);
} else {
cb(null, output);
}
});
} catch (e) {
  cb(runtime.handleError(e, lineno, colno));
}
}
return {
root: root
};

})();
TEMPLATES["answer/by.html"] = (function () {
function root(env, context, frame, runtime, cb) {
var lineno = 0;
var colno = 0;
var output = "";
try {
var parentTemplate = null;
output += "\n";
if(runtime.contextOrFrameLookup(context, frame, "by_device")) {
output += "<p class=\"by\"><small>";
if(runtime.contextOrFrameLookup(context, frame, "was_sent")) {
output += "Answered on this device. Before that, the ";
output += runtime.suppressValue(runtime.contextOrFrameLookup(context, frame, "photos"), env.opts.autoescape);
output += " sent to the site.";
;
}
else {
output += "Answered on this device; no photo was sent.";
;
}
output += "</small></p>";
;
}
output += "\n";
if(parentTemplate) {
parentTemplate.rootRenderFunc(env, context, frame, runtime, cb);
} else {
cb(null, output);
}
;
} catch (e) {
  cb(runtime.handleError(e, lineno, colno));
}
}
return {
root: root
};

})();
TEMPLATES["answer/check.html"] = (function () {
function root(env, context, frame, runtime, cb) {
var lineno = 0;
var colno = 0;
var output = "";
try {
var parentTemplate = null;
output += "\n";
env.getTemplate("parts/birds.html", false, "answer/check.html", false, function(t_2,t_1) {
if(t_2) { cb(t_2); return; }
t_1.getExported(context.getVariables(), frame, function(t_3,t_1) {
if(t_3) { cb(t_3); return; }
if(Object.prototype.hasOwnProperty.call(t_1, "bird_link")) {
var t_4 = t_1.bird_link;
} else {
cb(new Error("cannot import 'bird_link'")); return;
}
context.setVariable("bird_link", t_4);
output += "\n";
var t_5;
t_5 = runtime.memberLookup((runtime.contextOrFrameLookup(context, frame, "reading")),"bird");
frame.set("bird", t_5, true);
if(frame.topLevel) {
context.setVariable("bird", t_5);
}
if(frame.topLevel) {
context.addExport("bird", t_5);
}
output += "\n";
if(runtime.contextOrFrameLookup(context, frame, "bird")) {
output += "\n<div class=\"check\">\n  ";
if(env.getFilter("length").call(context, runtime.memberLookup((runtime.contextOrFrameLookup(context, frame, "reading")),"marks"))) {
output += "\n  <h2>Check: ";
output += runtime.suppressValue((lineno = 6, colno = 25, runtime.callWrap(t_4, "bird_link", context, [runtime.contextOrFrameLookup(context, frame, "bird")])), env.opts.autoescape);
output += "</h2>\n  <ul class=\"marks\">\n    ";
frame = frame.push();
var t_8 = runtime.memberLookup((runtime.contextOrFrameLookup(context, frame, "reading")),"marks");
if(t_8) {t_8 = runtime.fromIterator(t_8);
var t_7 = t_8.length;
for(var t_6=0; t_6 < t_8.length; t_6++) {
var t_9 = t_8[t_6];
frame.set("mark", t_9);
frame.set("loop.index", t_6 + 1);
frame.set("loop.index0", t_6);
frame.set("loop.revindex", t_7 - t_6);
frame.set("loop.revindex0", t_7 - t_6 - 1);
frame.set("loop.first", t_6 === 0);
frame.set("loop.last", t_6 === t_7 - 1);
frame.set("loop.length", t_7);
output += "<li>";
if(runtime.memberLookup((t_9),"on") != "all") {
output += "<strong>";
output += runtime.suppressValue(env.getFilter("capitalize").call(context, runtime.memberLookup((t_9),"on")), env.opts.autoescape);
output += ":</strong> ";
;
}
output += runtime.suppressValue(runtime.memberLookup((t_9),"mark"), env.opts.autoescape);
output += "</li>";
;
}
}
frame = frame.pop();
output += "\n  </ul>\n  ";
;
}
else {
output += "\n  <p>More about it: ";
output += runtime.suppressValue((lineno = 11, colno = 32, runtime.callWrap(t_4, "bird_link", context, [runtime.contextOrFrameLookup(context, frame, "bird")])), env.opts.autoescape);
output += "</p>\n  ";
;
}
output += "\n  ";
if(runtime.memberLookup((runtime.contextOrFrameLookup(context, frame, "reading")),"neighbour")) {
output += "\n  <p class=\"nearest\">Not on our list, but it may be <strong>";
output += runtime.suppressValue((lineno = 14, colno = 75, runtime.callWrap(runtime.contextOrFrameLookup(context, frame, "with_article"), "with_article", context, [runtime.memberLookup((runtime.contextOrFrameLookup(context, frame, "reading")),"neighbour")])), env.opts.autoescape);
output += "</strong>: ";
output += runtime.suppressValue((lineno = 14, colno = 118, runtime.callWrap(runtime.contextOrFrameLookup(context, frame, "percent"), "percent", context, [runtime.memberLookup((runtime.contextOrFrameLookup(context, frame, "reading")),"neighbour_probability")])), env.opts.autoescape);
output += ". ";
output += runtime.suppressValue(env.getFilter("join").call(context, runtime.memberLookup((runtime.memberLookup((runtime.contextOrFrameLookup(context, frame, "reading")),"neighbour")),"about")," "), env.opts.autoescape);
output += "</p>\n  ";
;
}
else {
if(runtime.memberLookup((runtime.contextOrFrameLookup(context, frame, "reading")),"look_alike")) {
output += "\n  ";
var t_10;
t_10 = (lineno = 16, colno = 24, runtime.callWrap(runtime.contextOrFrameLookup(context, frame, "species"), "species", context, [runtime.memberLookup((runtime.memberLookup((runtime.contextOrFrameLookup(context, frame, "reading")),"look_alike")),"slug")]));
frame.set("other", t_10, true);
if(frame.topLevel) {
context.setVariable("other", t_10);
}
if(frame.topLevel) {
context.addExport("other", t_10);
}
output += "\n  <p class=\"nearest\">Or ";
output += runtime.suppressValue((lineno = 17, colno = 34, runtime.callWrap(runtime.contextOrFrameLookup(context, frame, "article"), "article", context, [runtime.contextOrFrameLookup(context, frame, "other")])), env.opts.autoescape);
output += " ";
output += runtime.suppressValue((lineno = 17, colno = 57, runtime.callWrap(t_4, "bird_link", context, [runtime.contextOrFrameLookup(context, frame, "other")])), env.opts.autoescape);
output += "?";
if(runtime.memberLookup((runtime.memberLookup((runtime.contextOrFrameLookup(context, frame, "reading")),"look_alike")),"difference")) {
output += " ";
output += runtime.suppressValue(runtime.memberLookup((runtime.memberLookup((runtime.contextOrFrameLookup(context, frame, "reading")),"look_alike")),"difference"), env.opts.autoescape);
;
}
output += "</p>\n  ";
;
}
else {
if(runtime.memberLookup((runtime.contextOrFrameLookup(context, frame, "reading")),"outside_look_alike")) {
output += "\n  <p class=\"nearest\">Or ";
output += runtime.suppressValue((lineno = 19, colno = 39, runtime.callWrap(runtime.contextOrFrameLookup(context, frame, "with_article"), "with_article", context, [(lineno = 19, colno = 49, runtime.callWrap(runtime.contextOrFrameLookup(context, frame, "neighbour"), "neighbour", context, [runtime.memberLookup((runtime.memberLookup((runtime.contextOrFrameLookup(context, frame, "reading")),"outside_look_alike")),"slug")]))])), env.opts.autoescape);
output += ", which is not on our list? ";
output += runtime.suppressValue(runtime.memberLookup((runtime.memberLookup((runtime.contextOrFrameLookup(context, frame, "reading")),"outside_look_alike")),"difference"), env.opts.autoescape);
output += "</p>\n  ";
;
}
;
}
;
}
output += "\n  ";
if(runtime.memberLookup((runtime.contextOrFrameLookup(context, frame, "reading")),"warning")) {
output += "<p class=\"notice\">";
output += runtime.suppressValue(runtime.memberLookup((runtime.contextOrFrameLookup(context, frame, "reading")),"warning"), env.opts.autoescape);
output += "</p>";
;
}
output += "\n</div>\n";
;
}
output += "\n";
if(parentTemplate) {
parentTemplate.rootRenderFunc(env, context, frame, runtime, cb);
} else {
cb(null, output);
}
})});
} catch (e) {
  cb(runtime.handleError(e, lineno, colno));
}
}
return {
root: root
};

})();
TEMPLATES["answer/first.html"] = (function () {
function root(env, context, frame, runtime, cb) {
var lineno = 0;
var colno = 0;
var output = "";
try {
var parentTemplate = null;
output += "\n";
env.getTemplate("parts/birds.html", false, "answer/first.html", false, function(t_2,t_1) {
if(t_2) { cb(t_2); return; }
t_1.getExported(context.getVariables(), frame, function(t_3,t_1) {
if(t_3) { cb(t_3); return; }
if(Object.prototype.hasOwnProperty.call(t_1, "bird_link")) {
var t_4 = t_1.bird_link;
} else {
cb(new Error("cannot import 'bird_link'")); return;
}
context.setVariable("bird_link", t_4);
if(Object.prototype.hasOwnProperty.call(t_1, "none_of_these")) {
var t_5 = t_1.none_of_these;
} else {
cb(new Error("cannot import 'none_of_these'")); return;
}
context.setVariable("none_of_these", t_5);
if(Object.prototype.hasOwnProperty.call(t_1, "ranking")) {
var t_6 = t_1.ranking;
} else {
cb(new Error("cannot import 'ranking'")); return;
}
context.setVariable("ranking", t_6);
output += "\n";
env.getTemplate("parts/links.html", false, "answer/first.html", false, function(t_8,t_7) {
if(t_8) { cb(t_8); return; }
t_7.getExported(context.getVariables(), frame, function(t_9,t_7) {
if(t_9) { cb(t_9); return; }
if(Object.prototype.hasOwnProperty.call(t_7, "naming_help_in_a_line")) {
var t_10 = t_7.naming_help_in_a_line;
} else {
cb(new Error("cannot import 'naming_help_in_a_line'")); return;
}
context.setVariable("naming_help_in_a_line", t_10);
output += "\n";
if(env.getFilter("length").call(context, runtime.memberLookup((runtime.contextOrFrameLookup(context, frame, "reading")),"first_rows"))) {
output += "\n";
output += runtime.suppressValue((lineno = 4, colno = 10, runtime.callWrap(t_6, "ranking", context, [runtime.memberLookup((runtime.contextOrFrameLookup(context, frame, "reading")),"first_rows"),1])), env.opts.autoescape);
output += "\n";
if(runtime.memberLookup((runtime.contextOrFrameLookup(context, frame, "reading")),"shows_none")) {
output += runtime.suppressValue((lineno = 5, colno = 43, runtime.callWrap(t_5, "none_of_these", context, [runtime.contextOrFrameLookup(context, frame, "reading")])), env.opts.autoescape);
;
}
output += "\n";
;
}
output += "\n";
if(runtime.memberLookup((runtime.contextOrFrameLookup(context, frame, "reading")),"bird")) {
var tasks = [];
tasks.push(
function(callback) {
env.getTemplate("answer/keep.html", false, "answer/first.html", false, function(t_12,t_11) {
if(t_12) { cb(t_12); return; }
callback(null,t_11);});
});
tasks.push(
function(template, callback){
template.render(context.getVariables(), frame, function(t_14,t_13) {
if(t_14) { cb(t_14); return; }
callback(null,t_13);});
});
tasks.push(
function(result, callback){
output += result;
callback(null);
});
env.waterfall(tasks, function(){
});
}
output += "\n";
if(runtime.memberLookup((runtime.contextOrFrameLookup(context, frame, "reading")),"neighbour") && !runtime.memberLookup((runtime.contextOrFrameLookup(context, frame, "reading")),"bird")) {
output += "\n<div class=\"notice\">\n  <p>Not on our list, but it may be <strong>";
output += runtime.suppressValue((lineno = 10, colno = 59, runtime.callWrap(runtime.contextOrFrameLookup(context, frame, "with_article"), "with_article", context, [runtime.memberLookup((runtime.contextOrFrameLookup(context, frame, "reading")),"neighbour")])), env.opts.autoescape);
output += "</strong>";
if(runtime.memberLookup((runtime.memberLookup((runtime.contextOrFrameLookup(context, frame, "reading")),"neighbour")),"scientific_name")) {
output += " (<em lang=\"la\">";
output += runtime.suppressValue(runtime.memberLookup((runtime.memberLookup((runtime.contextOrFrameLookup(context, frame, "reading")),"neighbour")),"scientific_name"), env.opts.autoescape);
output += "</em>)";
;
}
output += ": ";
output += runtime.suppressValue((lineno = 10, colno = 216, runtime.callWrap(runtime.contextOrFrameLookup(context, frame, "percent"), "percent", context, [runtime.memberLookup((runtime.contextOrFrameLookup(context, frame, "reading")),"neighbour_probability")])), env.opts.autoescape);
output += ".</p>\n  ";
if(env.getFilter("length").call(context, runtime.memberLookup((runtime.memberLookup((runtime.contextOrFrameLookup(context, frame, "reading")),"neighbour")),"about"))) {
output += "<p>";
output += runtime.suppressValue(env.getFilter("join").call(context, runtime.memberLookup((runtime.memberLookup((runtime.contextOrFrameLookup(context, frame, "reading")),"neighbour")),"about")," "), env.opts.autoescape);
output += "</p>";
;
}
output += "\n</div>\n";
;
}
output += "\n";
if(!runtime.memberLookup((runtime.contextOrFrameLookup(context, frame, "reading")),"bird")) {
output += "\n";
var tasks = [];
tasks.push(
function(callback) {
env.getTemplate("answer/keep.html", false, "answer/first.html", false, function(t_16,t_15) {
if(t_16) { cb(t_16); return; }
callback(null,t_15);});
});
tasks.push(
function(template, callback){
template.render(context.getVariables(), frame, function(t_18,t_17) {
if(t_18) { cb(t_18); return; }
callback(null,t_17);});
});
tasks.push(
function(result, callback){
output += result;
callback(null);
});
env.waterfall(tasks, function(){
output += "\n<div class=\"check\">\n  <h2>What would help</h2>\n  <ul class=\"marks\">\n    <li>A closer photo, in which the bird fills most of the picture.<span class=\"needs-script\"> “Look only here” on this photo does the same.</span></li>\n    <li>A sharper photo, with the light on the bird, not behind it.</li>\n    ";
if(runtime.memberLookup((runtime.contextOrFrameLookup(context, frame, "reading")),"nearest")) {
output += "<li>On our list, the ";
output += runtime.suppressValue((lineno = 21, colno = 61, runtime.callWrap(t_4, "bird_link", context, [runtime.memberLookup((runtime.contextOrFrameLookup(context, frame, "reading")),"nearest")])), env.opts.autoescape);
output += " comes closest: ";
output += runtime.suppressValue((lineno = 21, colno = 107, runtime.callWrap(runtime.contextOrFrameLookup(context, frame, "percent"), "percent", context, [runtime.memberLookup((runtime.memberLookup((runtime.memberLookup((runtime.contextOrFrameLookup(context, frame, "reading")),"rows")),0)),"probability")])), env.opts.autoescape);
output += ".</li>";
;
}
output += "\n    ";
if(env.getFilter("length").call(context, runtime.memberLookup((runtime.contextOrFrameLookup(context, frame, "region")),"naming_help"))) {
output += "<li>People who can help you name it: ";
output += runtime.suppressValue((lineno = 22, colno = 99, runtime.callWrap(t_10, "naming_help_in_a_line", context, [])), env.opts.autoescape);
output += ".</li>";
;
}
output += "\n  </ul>\n</div>\n";
});
}
output += "\n";
if(parentTemplate) {
parentTemplate.rootRenderFunc(env, context, frame, runtime, cb);
} else {
cb(null, output);
}
})})})});
} catch (e) {
  cb(runtime.handleError(e, lineno, colno));
}
}
return {
root: root
};

})();
TEMPLATES["answer/folded.html"] = (function () {
function root(env, context, frame, runtime, cb) {
var lineno = 0;
var colno = 0;
var output = "";
try {
var parentTemplate = null;
output += "\n";
env.getTemplate("parts/birds.html", false, "answer/folded.html", false, function(t_2,t_1) {
if(t_2) { cb(t_2); return; }
t_1.getExported(context.getVariables(), frame, function(t_3,t_1) {
if(t_3) { cb(t_3); return; }
if(Object.prototype.hasOwnProperty.call(t_1, "counted")) {
var t_4 = t_1.counted;
} else {
cb(new Error("cannot import 'counted'")); return;
}
context.setVariable("counted", t_4);
if(Object.prototype.hasOwnProperty.call(t_1, "none_of_these")) {
var t_5 = t_1.none_of_these;
} else {
cb(new Error("cannot import 'none_of_these'")); return;
}
context.setVariable("none_of_these", t_5);
if(Object.prototype.hasOwnProperty.call(t_1, "outside")) {
var t_6 = t_1.outside;
} else {
cb(new Error("cannot import 'outside'")); return;
}
context.setVariable("outside", t_6);
if(Object.prototype.hasOwnProperty.call(t_1, "ranking")) {
var t_7 = t_1.ranking;
} else {
cb(new Error("cannot import 'ranking'")); return;
}
context.setVariable("ranking", t_7);
if(Object.prototype.hasOwnProperty.call(t_1, "rival")) {
var t_8 = t_1.rival;
} else {
cb(new Error("cannot import 'rival'")); return;
}
context.setVariable("rival", t_8);
output += "\n";
env.getTemplate("parts/gallery.html", false, "answer/folded.html", false, function(t_10,t_9) {
if(t_10) { cb(t_10); return; }
t_9.getExported(context.getVariables(), frame, function(t_11,t_9) {
if(t_11) { cb(t_11); return; }
if(Object.prototype.hasOwnProperty.call(t_9, "compare_with")) {
var t_12 = t_9.compare_with;
} else {
cb(new Error("cannot import 'compare_with'")); return;
}
context.setVariable("compare_with", t_12);
output += "\n";
env.getTemplate("parts/links.html", false, "answer/folded.html", false, function(t_14,t_13) {
if(t_14) { cb(t_14); return; }
t_13.getExported(context.getVariables(), frame, function(t_15,t_13) {
if(t_15) { cb(t_15); return; }
if(Object.prototype.hasOwnProperty.call(t_13, "links")) {
var t_16 = t_13.links;
} else {
cb(new Error("cannot import 'links'")); return;
}
context.setVariable("links", t_16);
if(Object.prototype.hasOwnProperty.call(t_13, "naming_help")) {
var t_17 = t_13.naming_help;
} else {
cb(new Error("cannot import 'naming_help'")); return;
}
context.setVariable("naming_help", t_17);
output += "\n";
var t_18;
t_18 = runtime.memberLookup((runtime.contextOrFrameLookup(context, frame, "reading")),"other_rows");
frame.set("others", t_18, true);
if(frame.topLevel) {
context.setVariable("others", t_18);
}
if(frame.topLevel) {
context.addExport("others", t_18);
}
output += "\n";
if(env.getFilter("length").call(context, runtime.contextOrFrameLookup(context, frame, "others"))) {
output += "\n<details class=\"all\">\n  <summary>";
if(env.getFilter("length").call(context, runtime.memberLookup((runtime.contextOrFrameLookup(context, frame, "reading")),"first_rows"))) {
output += "The other ";
output += runtime.suppressValue((lineno = 7, colno = 65, runtime.callWrap(t_4, "counted", context, [env.getFilter("length").call(context, runtime.contextOrFrameLookup(context, frame, "others"))])), env.opts.autoescape);
;
}
else {
output += "All ";
output += runtime.suppressValue((lineno = 7, colno = 107, runtime.callWrap(t_4, "counted", context, [env.getFilter("length").call(context, runtime.contextOrFrameLookup(context, frame, "others"))])), env.opts.autoescape);
output += " on our list";
;
}
output += "</summary>\n  ";
output += runtime.suppressValue((lineno = 8, colno = 12, runtime.callWrap(t_7, "ranking", context, [runtime.contextOrFrameLookup(context, frame, "others"),env.getFilter("length").call(context, runtime.memberLookup((runtime.contextOrFrameLookup(context, frame, "reading")),"first_rows")) + 1])), env.opts.autoescape);
output += "\n  ";
if(!(env.getFilter("length").call(context, runtime.memberLookup((runtime.contextOrFrameLookup(context, frame, "reading")),"first_rows")) && runtime.memberLookup((runtime.contextOrFrameLookup(context, frame, "reading")),"shows_none"))) {
output += runtime.suppressValue((lineno = 9, colno = 81, runtime.callWrap(t_5, "none_of_these", context, [runtime.contextOrFrameLookup(context, frame, "reading")])), env.opts.autoescape);
;
}
output += "\n</details>\n";
;
}
output += "\n";
var t_19;
t_19 = runtime.memberLookup((runtime.contextOrFrameLookup(context, frame, "reading")),"bird") || runtime.memberLookup((runtime.contextOrFrameLookup(context, frame, "reading")),"neighbour");
frame.set("bird", t_19, true);
if(frame.topLevel) {
context.setVariable("bird", t_19);
}
if(frame.topLevel) {
context.addExport("bird", t_19);
}
output += "\n";
var t_20;
t_20 = runtime.memberLookup((runtime.contextOrFrameLookup(context, frame, "reading")),"bird") && (env.getFilter("length").call(context, runtime.memberLookup((runtime.contextOrFrameLookup(context, frame, "reading")),"rivals")) || env.getFilter("length").call(context, runtime.memberLookup((runtime.memberLookup((runtime.contextOrFrameLookup(context, frame, "reading")),"bird")),"outside_look_alikes")));
frame.set("has_look_alikes", t_20, true);
if(frame.topLevel) {
context.setVariable("has_look_alikes", t_20);
}
if(frame.topLevel) {
context.addExport("has_look_alikes", t_20);
}
output += "\n";
var t_21;
t_21 = runtime.memberLookup((runtime.contextOrFrameLookup(context, frame, "reading")),"bird") && env.getFilter("length").call(context, (lineno = 14, colno = 48, runtime.callWrap(runtime.contextOrFrameLookup(context, frame, "pictures_of"), "pictures_of", context, [runtime.memberLookup((runtime.memberLookup((runtime.contextOrFrameLookup(context, frame, "reading")),"bird")),"slug")])));
frame.set("has_photos", t_21, true);
if(frame.topLevel) {
context.setVariable("has_photos", t_21);
}
if(frame.topLevel) {
context.addExport("has_photos", t_21);
}
output += "\n";
var t_22;
t_22 = (runtime.contextOrFrameLookup(context, frame, "bird")?env.getFilter("length").call(context, (lineno = 15, colno = 27, runtime.callWrap(runtime.contextOrFrameLookup(context, frame, "links_of"), "links_of", context, [runtime.contextOrFrameLookup(context, frame, "bird")]))):0);
frame.set("elsewhere", t_22, true);
if(frame.topLevel) {
context.setVariable("elsewhere", t_22);
}
if(frame.topLevel) {
context.addExport("elsewhere", t_22);
}
output += "\n";
var t_23;
t_23 = (!runtime.memberLookup((runtime.contextOrFrameLookup(context, frame, "reading")),"bird")?env.getFilter("length").call(context, runtime.memberLookup((runtime.contextOrFrameLookup(context, frame, "region")),"naming_help")):0);
frame.set("helpers", t_23, true);
if(frame.topLevel) {
context.setVariable("helpers", t_23);
}
if(frame.topLevel) {
context.addExport("helpers", t_23);
}
output += "\n";
if(runtime.contextOrFrameLookup(context, frame, "has_look_alikes") || runtime.contextOrFrameLookup(context, frame, "has_photos") || runtime.contextOrFrameLookup(context, frame, "elsewhere") || runtime.contextOrFrameLookup(context, frame, "helpers")) {
output += "\n<details class=\"more-of\">\n  <summary>";
output += runtime.suppressValue(env.getFilter("capitalize").call(context, env.getFilter("join").call(context, env.getFilter("select").call(context, [(runtime.contextOrFrameLookup(context, frame, "has_look_alikes")?"look-alikes":""),(runtime.contextOrFrameLookup(context, frame, "has_photos")?"photos":""),(runtime.contextOrFrameLookup(context, frame, "elsewhere") || runtime.contextOrFrameLookup(context, frame, "helpers")?"other sites":"")]),", ")), env.opts.autoescape);
output += "</summary>\n  ";
if(env.getFilter("length").call(context, runtime.memberLookup((runtime.contextOrFrameLookup(context, frame, "reading")),"rivals"))) {
output += "\n  <ul class=\"rivals\">\n    ";
frame = frame.push();
var t_26 = runtime.memberLookup((runtime.contextOrFrameLookup(context, frame, "reading")),"rivals");
if(t_26) {t_26 = runtime.fromIterator(t_26);
var t_25 = t_26.length;
for(var t_24=0; t_24 < t_26.length; t_24++) {
var t_27 = t_26[t_24];
frame.set("other", t_27);
frame.set("loop.index", t_24 + 1);
frame.set("loop.index0", t_24);
frame.set("loop.revindex", t_25 - t_24);
frame.set("loop.revindex0", t_25 - t_24 - 1);
frame.set("loop.first", t_24 === 0);
frame.set("loop.last", t_24 === t_25 - 1);
frame.set("loop.length", t_25);
output += runtime.suppressValue((lineno = 22, colno = 45, runtime.callWrap(t_8, "rival", context, [runtime.memberLookup((t_27),"slug"),runtime.memberLookup((t_27),"difference"),runtime.memberLookup((runtime.contextOrFrameLookup(context, frame, "bird")),"slug")])), env.opts.autoescape);
;
}
}
frame = frame.pop();
output += "\n  </ul>\n  ";
;
}
output += "\n  ";
if(runtime.contextOrFrameLookup(context, frame, "has_look_alikes") && env.getFilter("length").call(context, runtime.memberLookup((runtime.contextOrFrameLookup(context, frame, "bird")),"outside_look_alikes"))) {
output += "\n  <p>Not on our list:</p>\n  ";
output += runtime.suppressValue((lineno = 27, colno = 12, runtime.callWrap(t_6, "outside", context, [runtime.contextOrFrameLookup(context, frame, "bird")])), env.opts.autoescape);
output += "\n  ";
;
}
output += "\n  ";
output += runtime.suppressValue((runtime.contextOrFrameLookup(context, frame, "has_photos")?(lineno = 29, colno = 17, runtime.callWrap(t_12, "compare_with", context, [runtime.contextOrFrameLookup(context, frame, "bird"),runtime.memberLookup((runtime.contextOrFrameLookup(context, frame, "answer")),"size")])):""), env.opts.autoescape);
output += "\n  ";
output += runtime.suppressValue((runtime.contextOrFrameLookup(context, frame, "bird")?(lineno = 30, colno = 10, runtime.callWrap(t_16, "links", context, [runtime.contextOrFrameLookup(context, frame, "bird")])):""), env.opts.autoescape);
output += "\n  ";
output += runtime.suppressValue((runtime.contextOrFrameLookup(context, frame, "helpers")?(lineno = 31, colno = 16, runtime.callWrap(t_17, "naming_help", context, [])):""), env.opts.autoescape);
output += "\n</details>\n";
;
}
output += "\n";
if(parentTemplate) {
parentTemplate.rootRenderFunc(env, context, frame, runtime, cb);
} else {
cb(null, output);
}
})})})})})});
} catch (e) {
  cb(runtime.handleError(e, lineno, colno));
}
}
return {
root: root
};

})();
TEMPLATES["answer/keep.html"] = (function () {
function root(env, context, frame, runtime, cb) {
var lineno = 0;
var colno = 0;
var output = "";
try {
var parentTemplate = null;
output += "\n";
env.getTemplate("parts/share.html", false, "answer/keep.html", false, function(t_2,t_1) {
if(t_2) { cb(t_2); return; }
t_1.getExported(context.getVariables(), frame, function(t_3,t_1) {
if(t_3) { cb(t_3); return; }
if(Object.prototype.hasOwnProperty.call(t_1, "share")) {
var t_4 = t_1.share;
} else {
cb(new Error("cannot import 'share'")); return;
}
context.setVariable("share", t_4);
output += "\n";
var macro_t_5 = runtime.makeMacro(
["label", "word"], 
["look"], 
function (l_label, l_word, kwargs) {
var callerFrame = frame;
frame = new runtime.Frame();
kwargs = kwargs || {};
if (Object.prototype.hasOwnProperty.call(kwargs, "caller")) {
frame.set("caller", kwargs.caller); }
frame.set("label", l_label);
frame.set("word", l_word);
frame.set("look", Object.prototype.hasOwnProperty.call(kwargs, "look") ? kwargs["look"] : "");var t_6 = "";t_6 += "\n<form class=\"name-it\">\n  <label>";
t_6 += runtime.suppressValue(l_label, env.opts.autoescape);
t_6 += " <input class=\"free-name\" list=\"bird-names\" required maxlength=\"80\" autocomplete=\"off\"></label>\n  <button type=\"submit\" class=\"";
t_6 += runtime.suppressValue(runtime.contextOrFrameLookup(context, frame, "look"), env.opts.autoescape);
t_6 += "\">";
t_6 += runtime.suppressValue(l_word, env.opts.autoescape);
t_6 += "</button>\n</form>\n";
;
frame = callerFrame;
return new runtime.SafeString(t_6);
});
context.addExport("name_it");
context.setVariable("name_it", macro_t_5);
output += "\n<div class=\"keep needs-script\" role=\"group\" aria-label=\"Keep it\" data-said=\"";
output += runtime.suppressValue(runtime.memberLookup((runtime.contextOrFrameLookup(context, frame, "reading")),"said"), env.opts.autoescape);
output += "\">\n  ";
if(runtime.memberLookup((runtime.contextOrFrameLookup(context, frame, "reading")),"keep")) {
output += "\n  <div class=\"main\">\n    <button type=\"button\" data-slug=\"";
output += runtime.suppressValue(runtime.memberLookup((runtime.memberLookup((runtime.contextOrFrameLookup(context, frame, "reading")),"keep")),"species"), env.opts.autoescape);
output += "\" data-name=\"";
output += runtime.suppressValue(runtime.memberLookup((runtime.memberLookup((runtime.contextOrFrameLookup(context, frame, "reading")),"keep")),"name"), env.opts.autoescape);
output += "\">Keep in My birds<span class=\"hidden\"> as ";
output += runtime.suppressValue(runtime.memberLookup((runtime.memberLookup((runtime.contextOrFrameLookup(context, frame, "reading")),"keep")),"name"), env.opts.autoescape);
output += "</span></button>\n    ";
output += runtime.suppressValue((lineno = 12, colno = 12, runtime.callWrap(t_4, "share", context, [runtime.memberLookup((runtime.contextOrFrameLookup(context, frame, "reading")),"verdict")])), env.opts.autoescape);
output += "\n  </div>\n  ";
;
}
else {
output += "\n  ";
output += runtime.suppressValue((lineno = 15, colno = 12, runtime.callWrap(macro_t_5, "name_it", context, ["Do you know its name?","Keep in My birds"])), env.opts.autoescape);
output += "\n  <div class=\"main\">";
output += runtime.suppressValue((lineno = 16, colno = 28, runtime.callWrap(t_4, "share", context, [runtime.memberLookup((runtime.contextOrFrameLookup(context, frame, "reading")),"verdict")])), env.opts.autoescape);
output += "</div>\n  ";
;
}
output += "\n  <details>\n    <summary>";
output += runtime.suppressValue((runtime.memberLookup((runtime.contextOrFrameLookup(context, frame, "reading")),"keep")?"Another name, or a place":"Keep it without a name, or add a place"), env.opts.autoescape);
output += "</summary>\n    <div class=\"chips\">\n      ";
frame = frame.push();
var t_9 = runtime.memberLookup((runtime.contextOrFrameLookup(context, frame, "reading")),"offered");
if(t_9) {t_9 = runtime.fromIterator(t_9);
var t_8 = t_9.length;
for(var t_7=0; t_7 < t_9.length; t_7++) {
var t_10 = t_9[t_7];
frame.set("name", t_10);
frame.set("loop.index", t_7 + 1);
frame.set("loop.index0", t_7);
frame.set("loop.revindex", t_8 - t_7);
frame.set("loop.revindex0", t_8 - t_7 - 1);
frame.set("loop.first", t_7 === 0);
frame.set("loop.last", t_7 === t_8 - 1);
frame.set("loop.length", t_8);
output += "<button type=\"button\" class=\"outline\" data-slug=\"";
output += runtime.suppressValue(runtime.memberLookup((t_10),"species"), env.opts.autoescape);
output += "\" data-name=\"";
output += runtime.suppressValue(runtime.memberLookup((t_10),"name"), env.opts.autoescape);
output += "\">";
output += runtime.suppressValue(runtime.memberLookup((t_10),"name"), env.opts.autoescape);
output += "</button>";
;
}
}
frame = frame.pop();
output += "\n      <button type=\"button\" class=\"outline\" data-slug=\"none\" data-name=\"None of these\">";
output += runtime.suppressValue((runtime.memberLookup((runtime.contextOrFrameLookup(context, frame, "reading")),"bird")?"None of these":"Keep without a name"), env.opts.autoescape);
output += "</button>\n    </div>\n    ";
if(runtime.memberLookup((runtime.contextOrFrameLookup(context, frame, "reading")),"keep")) {
output += runtime.suppressValue((lineno = 24, colno = 35, runtime.callWrap(macro_t_5, "name_it", context, ["Type any name","Keep under this name","outline"])), env.opts.autoescape);
;
}
output += "\n    <label>Place (optional) <input class=\"place\" autocomplete=\"off\" maxlength=\"80\"></label>\n  </details>\n  <p class=\"kept\" role=\"status\"></p>\n</div>\n";
if(parentTemplate) {
parentTemplate.rootRenderFunc(env, context, frame, runtime, cb);
} else {
cb(null, output);
}
})});
} catch (e) {
  cb(runtime.handleError(e, lineno, colno));
}
}
return {
root: root
};

})();
TEMPLATES["answer/one.html"] = (function () {
function root(env, context, frame, runtime, cb) {
var lineno = 0;
var colno = 0;
var output = "";
try {
var parentTemplate = null;
output += "\n";
env.getTemplate("parts/birds.html", false, "answer/one.html", false, function(t_2,t_1) {
if(t_2) { cb(t_2); return; }
t_1.getExported(context.getVariables(), frame, function(t_3,t_1) {
if(t_3) { cb(t_3); return; }
if(Object.prototype.hasOwnProperty.call(t_1, "bird_names")) {
var t_4 = t_1.bird_names;
} else {
cb(new Error("cannot import 'bird_names'")); return;
}
context.setVariable("bird_names", t_4);
output += "\n<div class=\"verdict\">\n  ";
frame = frame.push();
var t_7 = runtime.memberLookup((runtime.contextOrFrameLookup(context, frame, "answer")),"readings");
if(t_7) {t_7 = runtime.fromIterator(t_7);
var t_6 = t_7.length;
for(var t_5=0; t_5 < t_7.length; t_5++) {
var t_8 = t_7[t_5];
frame.set("reading", t_8);
frame.set("loop.index", t_5 + 1);
frame.set("loop.index0", t_5);
frame.set("loop.revindex", t_6 - t_5);
frame.set("loop.revindex0", t_6 - t_5 - 1);
frame.set("loop.first", t_5 === 0);
frame.set("loop.last", t_5 === t_6 - 1);
frame.set("loop.length", t_6);
output += "\n  <h1 class=\"";
output += runtime.suppressValue(runtime.memberLookup((t_8),"way"), env.opts.autoescape);
output += "\" tabindex=\"-1\">";
output += runtime.suppressValue(runtime.memberLookup((t_8),"verdict"), env.opts.autoescape);
output += "</h1>\n  ";
if(runtime.memberLookup((t_8),"way") == "alone") {
output += "<p class=\"alone\">From the photo alone, without where and when.</p>";
;
}
output += "\n  ";
;
}
}
frame = frame.pop();
output += "\n  ";
var t_9;
t_9 = "photo was";
frame.set("photos", t_9, true);
if(frame.topLevel) {
context.setVariable("photos", t_9);
}
if(frame.topLevel) {
context.addExport("photos", t_9);
}
var tasks = [];
tasks.push(
function(callback) {
env.getTemplate("answer/by.html", false, "answer/one.html", false, function(t_11,t_10) {
if(t_11) { cb(t_11); return; }
callback(null,t_10);});
});
tasks.push(
function(template, callback){
template.render(context.getVariables(), frame, function(t_13,t_12) {
if(t_13) { cb(t_13); return; }
callback(null,t_12);});
});
tasks.push(
function(result, callback){
output += result;
callback(null);
});
env.waterfall(tasks, function(){
output += "\n</div>\n";
var tasks = [];
tasks.push(
function(callback) {
env.getTemplate("answer/answer.html", false, "answer/one.html", false, function(t_15,t_14) {
if(t_15) { cb(t_15); return; }
callback(null,t_14);});
});
tasks.push(
function(template, callback){
template.render(context.getVariables(), frame, function(t_17,t_16) {
if(t_17) { cb(t_17); return; }
callback(null,t_16);});
});
tasks.push(
function(result, callback){
output += result;
callback(null);
});
env.waterfall(tasks, function(){
output += "\n";
output += runtime.suppressValue((lineno = 10, colno = 13, runtime.callWrap(t_4, "bird_names", context, [])), env.opts.autoescape);
output += "\n";
if(parentTemplate) {
parentTemplate.rootRenderFunc(env, context, frame, runtime, cb);
} else {
cb(null, output);
}
})})})});
} catch (e) {
  cb(runtime.handleError(e, lineno, colno));
}
}
return {
root: root
};

})();
TEMPLATES["answer/photo.html"] = (function () {
function root(env, context, frame, runtime, cb) {
var lineno = 0;
var colno = 0;
var output = "";
try {
var parentTemplate = null;
output += "\n<figure class=\"photo\">\n  <div class=\"layers ";
output += runtime.suppressValue((runtime.memberLookup((runtime.memberLookup((runtime.contextOrFrameLookup(context, frame, "answer")),"size")),0) > 1.45 * runtime.memberLookup((runtime.memberLookup((runtime.contextOrFrameLookup(context, frame, "answer")),"size")),1)?"wide":"tall"), env.opts.autoescape);
output += "\">\n    <img class=\"shot\" src=\"";
output += runtime.suppressValue(runtime.memberLookup((runtime.contextOrFrameLookup(context, frame, "answer")),"photo"), env.opts.autoescape);
output += "\" width=\"";
output += runtime.suppressValue(runtime.memberLookup((runtime.memberLookup((runtime.contextOrFrameLookup(context, frame, "answer")),"size")),0), env.opts.autoescape);
output += "\" height=\"";
output += runtime.suppressValue(runtime.memberLookup((runtime.memberLookup((runtime.contextOrFrameLookup(context, frame, "answer")),"size")),1), env.opts.autoescape);
output += "\" alt=\"The photo that was looked at\">\n    ";
frame = frame.push();
var t_3 = runtime.memberLookup((runtime.contextOrFrameLookup(context, frame, "answer")),"heatmaps");
if(t_3) {t_3 = runtime.fromIterator(t_3);
var t_2 = t_3.length;
for(var t_1=0; t_1 < t_3.length; t_1++) {
var t_4 = t_3[t_1];
frame.set("heatmap", t_4);
frame.set("loop.index", t_1 + 1);
frame.set("loop.index0", t_1);
frame.set("loop.revindex", t_2 - t_1);
frame.set("loop.revindex0", t_2 - t_1 - 1);
frame.set("loop.first", t_1 === 0);
frame.set("loop.last", t_1 === t_2 - 1);
frame.set("loop.length", t_2);
output += "\n    <img class=\"heatmap";
output += runtime.suppressValue((runtime.memberLookup((t_4),"way")?(" " + "" + runtime.memberLookup((t_4),"way")):""), env.opts.autoescape);
output += "\" data-slug=\"";
output += runtime.suppressValue(runtime.memberLookup((t_4),"slug"), env.opts.autoescape);
output += "\" src=\"";
output += runtime.suppressValue(runtime.memberLookup((t_4),"picture"), env.opts.autoescape);
output += "\" alt=\"\"";
if(!runtime.memberLookup((t_4),"is_first")) {
output += " hidden";
;
}
output += ">\n    ";
;
}
}
frame = frame.pop();
output += "\n    ";
if(runtime.memberLookup((runtime.contextOrFrameLookup(context, frame, "answer")),"frame")) {
output += "\n    ";
output += "\n    <svg class=\"frame\" viewBox=\"0 0 1 1\" preserveAspectRatio=\"none\" aria-hidden=\"true\">\n      ";
frame = frame.push();
var t_7 = ["outer","inner"];
if(t_7) {t_7 = runtime.fromIterator(t_7);
var t_6 = t_7.length;
for(var t_5=0; t_5 < t_7.length; t_5++) {
var t_8 = t_7[t_5];
frame.set("line", t_8);
frame.set("loop.index", t_5 + 1);
frame.set("loop.index0", t_5);
frame.set("loop.revindex", t_6 - t_5);
frame.set("loop.revindex0", t_6 - t_5 - 1);
frame.set("loop.first", t_5 === 0);
frame.set("loop.last", t_5 === t_6 - 1);
frame.set("loop.length", t_6);
output += "<rect class=\"";
output += runtime.suppressValue(t_8, env.opts.autoescape);
output += "\" x=\"";
output += runtime.suppressValue((lineno = 10, colno = 80, runtime.callWrap(runtime.contextOrFrameLookup(context, frame, "decimal"), "decimal", context, [runtime.memberLookup((runtime.memberLookup((runtime.contextOrFrameLookup(context, frame, "answer")),"frame")),0)])), env.opts.autoescape);
output += "\" y=\"";
output += runtime.suppressValue((lineno = 10, colno = 115, runtime.callWrap(runtime.contextOrFrameLookup(context, frame, "decimal"), "decimal", context, [runtime.memberLookup((runtime.memberLookup((runtime.contextOrFrameLookup(context, frame, "answer")),"frame")),1)])), env.opts.autoescape);
output += "\" width=\"";
output += runtime.suppressValue((lineno = 10, colno = 154, runtime.callWrap(runtime.contextOrFrameLookup(context, frame, "decimal"), "decimal", context, [runtime.memberLookup((runtime.memberLookup((runtime.contextOrFrameLookup(context, frame, "answer")),"frame")),2) - runtime.memberLookup((runtime.memberLookup((runtime.contextOrFrameLookup(context, frame, "answer")),"frame")),0)])), env.opts.autoescape);
output += "\" height=\"";
output += runtime.suppressValue((lineno = 10, colno = 212, runtime.callWrap(runtime.contextOrFrameLookup(context, frame, "decimal"), "decimal", context, [runtime.memberLookup((runtime.memberLookup((runtime.contextOrFrameLookup(context, frame, "answer")),"frame")),3) - runtime.memberLookup((runtime.memberLookup((runtime.contextOrFrameLookup(context, frame, "answer")),"frame")),1)])), env.opts.autoescape);
output += "\" vector-effect=\"non-scaling-stroke\"/>";
;
}
}
frame = frame.pop();
output += "\n    </svg>\n    ";
;
}
output += "\n  </div>\n  <div class=\"tools\">\n    ";
if(env.getFilter("length").call(context, runtime.memberLookup((runtime.contextOrFrameLookup(context, frame, "answer")),"heatmaps"))) {
output += "\n    <details class=\"heat\">\n      <summary>What we saw</summary>\n      <p role=\"status\">The bright parts made us think of the\n        ";
frame = frame.push();
var t_11 = runtime.memberLookup((runtime.contextOrFrameLookup(context, frame, "answer")),"heatmaps");
if(t_11) {t_11 = runtime.fromIterator(t_11);
var t_10 = t_11.length;
for(var t_9=0; t_9 < t_11.length; t_9++) {
var t_12 = t_11[t_9];
frame.set("heatmap", t_12);
frame.set("loop.index", t_9 + 1);
frame.set("loop.index0", t_9);
frame.set("loop.revindex", t_10 - t_9);
frame.set("loop.revindex0", t_10 - t_9 - 1);
frame.set("loop.first", t_9 === 0);
frame.set("loop.last", t_9 === t_10 - 1);
frame.set("loop.length", t_10);
if(runtime.memberLookup((t_12),"is_first")) {
output += "<b class=\"heat-of";
output += runtime.suppressValue((runtime.memberLookup((t_12),"way")?(" " + "" + runtime.memberLookup((t_12),"way")):""), env.opts.autoescape);
output += "\">";
output += runtime.suppressValue(runtime.memberLookup(((lineno = 19, colno = 138, runtime.callWrap(runtime.contextOrFrameLookup(context, frame, "species"), "species", context, [runtime.memberLookup((t_12),"slug")]))),"common_name"), env.opts.autoescape);
output += "</b>";
;
}
;
}
}
frame = frame.pop();
output += ".";
if(runtime.memberLookup((runtime.contextOrFrameLookup(context, frame, "answer")),"frame")) {
output += " The white frame shows where we looked more closely.";
;
}
output += "</p>\n      ";
if(env.getFilter("length").call(context, runtime.memberLookup((runtime.contextOrFrameLookup(context, frame, "answer")),"heatmaps")) > 1) {
output += "\n      <div class=\"chips needs-script\" role=\"group\" aria-label=\"Show this for\">\n        ";
frame = frame.push();
var t_15 = runtime.memberLookup((runtime.contextOrFrameLookup(context, frame, "answer")),"heatmaps");
if(t_15) {t_15 = runtime.fromIterator(t_15);
var t_14 = t_15.length;
for(var t_13=0; t_13 < t_15.length; t_13++) {
var t_16 = t_15[t_13];
frame.set("heatmap", t_16);
frame.set("loop.index", t_13 + 1);
frame.set("loop.index0", t_13);
frame.set("loop.revindex", t_14 - t_13);
frame.set("loop.revindex0", t_14 - t_13 - 1);
frame.set("loop.first", t_13 === 0);
frame.set("loop.last", t_13 === t_14 - 1);
frame.set("loop.length", t_14);
output += "<button type=\"button\" class=\"secondary outline\" data-slug=\"";
output += runtime.suppressValue(runtime.memberLookup((t_16),"slug"), env.opts.autoescape);
output += "\">";
output += runtime.suppressValue(runtime.memberLookup(((lineno = 22, colno = 133, runtime.callWrap(runtime.contextOrFrameLookup(context, frame, "species"), "species", context, [runtime.memberLookup((t_16),"slug")]))),"common_name"), env.opts.autoescape);
output += "</button>";
;
}
}
frame = frame.pop();
output += "\n      </div>\n      ";
;
}
output += "\n    </details>\n    ";
;
}
output += "\n    <div class=\"crop-line needs-script\">\n      <button type=\"button\" class=\"look-here secondary outline\">Look only here</button>\n      <button type=\"button\" class=\"cancel-crop secondary outline\" hidden>Cancel</button>\n    </div>\n  </div>\n  <p class=\"crop-help\" role=\"status\"></p>\n  <button type=\"button\" class=\"whole needs-script secondary outline\" hidden>The whole photo again</button>\n</figure>\n";
if(parentTemplate) {
parentTemplate.rootRenderFunc(env, context, frame, runtime, cb);
} else {
cb(null, output);
}
;
} catch (e) {
  cb(runtime.handleError(e, lineno, colno));
}
}
return {
root: root
};

})();
TEMPLATES["answer/several.html"] = (function () {
function root(env, context, frame, runtime, cb) {
var lineno = 0;
var colno = 0;
var output = "";
try {
var parentTemplate = null;
output += "\n";
env.getTemplate("parts/birds.html", false, "answer/several.html", false, function(t_2,t_1) {
if(t_2) { cb(t_2); return; }
t_1.getExported(context.getVariables(), frame, function(t_3,t_1) {
if(t_3) { cb(t_3); return; }
if(Object.prototype.hasOwnProperty.call(t_1, "bird_names")) {
var t_4 = t_1.bird_names;
} else {
cb(new Error("cannot import 'bird_names'")); return;
}
context.setVariable("bird_names", t_4);
output += "\n<div class=\"verdict\">\n  <h1 tabindex=\"-1\">";
output += runtime.suppressValue(env.getFilter("length").call(context, runtime.contextOrFrameLookup(context, frame, "results")), env.opts.autoescape);
output += " photos</h1>\n  <p><a class=\"csv\" role=\"button\" href=\"";
output += runtime.suppressValue(runtime.contextOrFrameLookup(context, frame, "csv"), env.opts.autoescape);
output += "\" download=\"birds.csv\">Download as CSV</a></p>\n  ";
var t_5;
t_5 = "photos were";
frame.set("photos", t_5, true);
if(frame.topLevel) {
context.setVariable("photos", t_5);
}
if(frame.topLevel) {
context.addExport("photos", t_5);
}
var tasks = [];
tasks.push(
function(callback) {
env.getTemplate("answer/by.html", false, "answer/several.html", false, function(t_7,t_6) {
if(t_7) { cb(t_7); return; }
callback(null,t_6);});
});
tasks.push(
function(template, callback){
template.render(context.getVariables(), frame, function(t_9,t_8) {
if(t_9) { cb(t_9); return; }
callback(null,t_8);});
});
tasks.push(
function(result, callback){
output += result;
callback(null);
});
env.waterfall(tasks, function(){
output += "\n</div>\n<ol class=\"results\">\n  ";
frame = frame.push();
var t_12 = runtime.contextOrFrameLookup(context, frame, "results");
if(t_12) {t_12 = runtime.fromIterator(t_12);
var t_11 = t_12.length;
for(var t_10=0; t_10 < t_12.length; t_10++) {
var t_13 = t_12[t_10];
frame.set("answer", t_13);
frame.set("loop.index", t_10 + 1);
frame.set("loop.index0", t_10);
frame.set("loop.revindex", t_11 - t_10);
frame.set("loop.revindex0", t_11 - t_10 - 1);
frame.set("loop.first", t_10 === 0);
frame.set("loop.last", t_10 === t_11 - 1);
frame.set("loop.length", t_11);
output += "\n  <li class=\"result\"";
if(runtime.memberLookup((t_13),"not_now")) {
output += " data-not-now";
;
}
output += ">\n    ";
if(runtime.memberLookup((t_13),"sentence")) {
output += "\n    <h2>";
output += runtime.suppressValue(runtime.memberLookup((t_13),"sentence"), env.opts.autoescape);
output += "</h2>\n    <p><small>";
output += runtime.suppressValue(runtime.memberLookup((t_13),"name"), env.opts.autoescape);
output += "</small></p>\n    ";
;
}
else {
output += "\n    <div class=\"summary\">\n      <img src=\"";
output += runtime.suppressValue(runtime.memberLookup((t_13),"photo"), env.opts.autoescape);
output += "\" width=\"";
output += runtime.suppressValue(runtime.memberLookup((runtime.memberLookup((t_13),"size")),0), env.opts.autoescape);
output += "\" height=\"";
output += runtime.suppressValue(runtime.memberLookup((runtime.memberLookup((t_13),"size")),1), env.opts.autoescape);
output += "\" alt=\"\">\n      <div>\n        ";
frame = frame.push();
var t_16 = runtime.memberLookup((t_13),"readings");
if(t_16) {t_16 = runtime.fromIterator(t_16);
var t_15 = t_16.length;
for(var t_14=0; t_14 < t_16.length; t_14++) {
var t_17 = t_16[t_14];
frame.set("reading", t_17);
frame.set("loop.index", t_14 + 1);
frame.set("loop.index0", t_14);
frame.set("loop.revindex", t_15 - t_14);
frame.set("loop.revindex0", t_15 - t_14 - 1);
frame.set("loop.first", t_14 === 0);
frame.set("loop.last", t_14 === t_15 - 1);
frame.set("loop.length", t_15);
output += "\n        <div class=\"";
output += runtime.suppressValue(runtime.memberLookup((t_17),"way"), env.opts.autoescape);
output += "\">\n          <h2>";
output += runtime.suppressValue(runtime.memberLookup((t_17),"verdict"), env.opts.autoescape);
output += "</h2>\n          <p>";
frame = frame.push();
var t_20 = runtime.memberLookup((t_17),"first_rows");
if(t_20) {t_20 = runtime.fromIterator(t_20);
var t_19 = t_20.length;
for(var t_18=0; t_18 < t_20.length; t_18++) {
var t_21 = t_20[t_18];
frame.set("row", t_21);
frame.set("loop.index", t_18 + 1);
frame.set("loop.index0", t_18);
frame.set("loop.revindex", t_19 - t_18);
frame.set("loop.revindex0", t_19 - t_18 - 1);
frame.set("loop.first", t_18 === 0);
frame.set("loop.last", t_18 === t_19 - 1);
frame.set("loop.length", t_19);
output += runtime.suppressValue(runtime.memberLookup((runtime.memberLookup((t_21),"card")),"common_name"), env.opts.autoescape);
output += " ";
output += runtime.suppressValue((lineno = 20, colno = 85, runtime.callWrap(runtime.contextOrFrameLookup(context, frame, "percent"), "percent", context, [runtime.memberLookup((t_21),"probability")])), env.opts.autoescape);
output += " · ";
;
}
}
frame = frame.pop();
output += "none of these ";
output += runtime.suppressValue((lineno = 20, colno = 144, runtime.callWrap(runtime.contextOrFrameLookup(context, frame, "percent"), "percent", context, [runtime.memberLookup((t_17),"none_of_these")])), env.opts.autoescape);
output += "</p>\n        </div>\n        ";
;
}
}
frame = frame.pop();
output += "\n        <p><small>";
output += runtime.suppressValue(runtime.memberLookup((t_13),"name"), env.opts.autoescape);
output += "</small></p>\n      </div>\n    </div>\n    <details class=\"more-of-it\">\n      <summary>More about this answer</summary>\n      ";
var tasks = [];
tasks.push(
function(callback) {
env.getTemplate("answer/answer.html", false, "answer/several.html", false, function(t_23,t_22) {
if(t_23) { cb(t_23); return; }
callback(null,t_22);});
});
tasks.push(
function(template, callback){
template.render(context.getVariables(), frame, function(t_25,t_24) {
if(t_25) { cb(t_25); return; }
callback(null,t_24);});
});
tasks.push(
function(result, callback){
output += result;
callback(null);
});
env.waterfall(tasks, function(){
output += "\n    </details>\n    ";
});
}
output += "\n  </li>\n  ";
;
}
}
frame = frame.pop();
output += "\n</ol>\n";
output += runtime.suppressValue((lineno = 34, colno = 13, runtime.callWrap(t_4, "bird_names", context, [])), env.opts.autoescape);
output += "\n";
if(parentTemplate) {
parentTemplate.rootRenderFunc(env, context, frame, runtime, cb);
} else {
cb(null, output);
}
})})});
} catch (e) {
  cb(runtime.handleError(e, lineno, colno));
}
}
return {
root: root
};

})();
TEMPLATES["parts/birds.html"] = (function () {
function root(env, context, frame, runtime, cb) {
var lineno = 0;
var colno = 0;
var output = "";
try {
var parentTemplate = null;
output += "\n\n";
var macro_t_1 = runtime.makeMacro(
["slug"], 
["side"], 
function (l_slug, kwargs) {
var callerFrame = frame;
frame = new runtime.Frame();
kwargs = kwargs || {};
if (Object.prototype.hasOwnProperty.call(kwargs, "caller")) {
frame.set("caller", kwargs.caller); }
frame.set("slug", l_slug);
frame.set("side", Object.prototype.hasOwnProperty.call(kwargs, "side") ? kwargs["side"] : 48);var t_2 = "";t_2 += "\n<img class=\"emblem\" src=\"";
t_2 += runtime.suppressValue((lineno = 5, colno = 35, runtime.callWrap(runtime.contextOrFrameLookup(context, frame, "url_for"), "url_for", context, ["pages.emblem",runtime.makeKeywordArgs({"slug": l_slug})])), env.opts.autoescape);
t_2 += "\" alt=\"\" width=\"";
t_2 += runtime.suppressValue(runtime.contextOrFrameLookup(context, frame, "side"), env.opts.autoescape);
t_2 += "\" height=\"";
t_2 += runtime.suppressValue(runtime.contextOrFrameLookup(context, frame, "side"), env.opts.autoescape);
t_2 += "\" loading=\"lazy\">";
;
frame = callerFrame;
return new runtime.SafeString(t_2);
});
context.addExport("emblem");
context.setVariable("emblem", macro_t_1);
output += "\n\n";
var macro_t_3 = runtime.makeMacro(
["card"], 
[], 
function (l_card, kwargs) {
var callerFrame = frame;
frame = new runtime.Frame();
kwargs = kwargs || {};
if (Object.prototype.hasOwnProperty.call(kwargs, "caller")) {
frame.set("caller", kwargs.caller); }
frame.set("card", l_card);
var t_4 = "";t_4 += "\n<a href=\"";
t_4 += runtime.suppressValue((lineno = 9, colno = 19, runtime.callWrap(runtime.contextOrFrameLookup(context, frame, "url_for"), "url_for", context, ["pages.species_card",runtime.makeKeywordArgs({"slug": runtime.memberLookup((l_card),"slug")})])), env.opts.autoescape);
t_4 += "\">";
t_4 += runtime.suppressValue(runtime.memberLookup((l_card),"common_name"), env.opts.autoescape);
t_4 += "</a>";
;
frame = callerFrame;
return new runtime.SafeString(t_4);
});
context.addExport("bird_link");
context.setVariable("bird_link", macro_t_3);
output += "\n\n";
var macro_t_5 = runtime.makeMacro(
["rows", "start"], 
[], 
function (l_rows, l_start, kwargs) {
var callerFrame = frame;
frame = new runtime.Frame();
kwargs = kwargs || {};
if (Object.prototype.hasOwnProperty.call(kwargs, "caller")) {
frame.set("caller", kwargs.caller); }
frame.set("rows", l_rows);
frame.set("start", l_start);
var t_6 = "";t_6 += "\n<ol class=\"ranking\" start=\"";
t_6 += runtime.suppressValue(l_start, env.opts.autoescape);
t_6 += "\">\n  ";
frame = frame.push();
var t_9 = l_rows;
if(t_9) {t_9 = runtime.fromIterator(t_9);
var t_8 = t_9.length;
for(var t_7=0; t_7 < t_9.length; t_7++) {
var t_10 = t_9[t_7];
frame.set("row", t_10);
frame.set("loop.index", t_7 + 1);
frame.set("loop.index0", t_7);
frame.set("loop.revindex", t_8 - t_7);
frame.set("loop.revindex0", t_8 - t_7 - 1);
frame.set("loop.first", t_7 === 0);
frame.set("loop.last", t_7 === t_8 - 1);
frame.set("loop.length", t_8);
t_6 += "\n  <li>\n    ";
t_6 += runtime.suppressValue((lineno = 16, colno = 13, runtime.callWrap(runtime.contextOrFrameLookup(context, frame, "emblem"), "emblem", context, [runtime.memberLookup((runtime.memberLookup((t_10),"card")),"slug"),40])), env.opts.autoescape);
t_6 += "\n    <span class=\"name\">";
t_6 += runtime.suppressValue((lineno = 17, colno = 35, runtime.callWrap(runtime.contextOrFrameLookup(context, frame, "bird_link"), "bird_link", context, [runtime.memberLookup((t_10),"card")])), env.opts.autoescape);
t_6 += "\n      ";
if(runtime.memberLookup((t_10),"remark")) {
t_6 += "<small class=\"remark\">";
t_6 += runtime.suppressValue(runtime.memberLookup((t_10),"remark"), env.opts.autoescape);
t_6 += "</small>";
;
}
t_6 += "</span>\n    <span class=\"percent\">";
t_6 += runtime.suppressValue((lineno = 19, colno = 36, runtime.callWrap(runtime.contextOrFrameLookup(context, frame, "percent"), "percent", context, [runtime.memberLookup((t_10),"probability")])), env.opts.autoescape);
t_6 += "</span>\n    <meter min=\"0\" max=\"1\" value=\"";
t_6 += runtime.suppressValue((lineno = 20, colno = 44, runtime.callWrap(runtime.contextOrFrameLookup(context, frame, "decimal"), "decimal", context, [runtime.memberLookup((t_10),"probability")])), env.opts.autoescape);
t_6 += "\" aria-hidden=\"true\"></meter>\n  </li>\n  ";
;
}
}
frame = frame.pop();
t_6 += "\n</ol>\n";
;
frame = callerFrame;
return new runtime.SafeString(t_6);
});
context.addExport("ranking");
context.setVariable("ranking", macro_t_5);
output += "\n\n";
var macro_t_11 = runtime.makeMacro(
["reading"], 
[], 
function (l_reading, kwargs) {
var callerFrame = frame;
frame = new runtime.Frame();
kwargs = kwargs || {};
if (Object.prototype.hasOwnProperty.call(kwargs, "caller")) {
frame.set("caller", kwargs.caller); }
frame.set("reading", l_reading);
var t_12 = "";t_12 += "\n<p class=\"none\">None of these ";
t_12 += runtime.suppressValue(env.getFilter("length").call(context, runtime.contextOrFrameLookup(context, frame, "all_species")), env.opts.autoescape);
t_12 += " <strong>";
t_12 += runtime.suppressValue((lineno = 27, colno = 73, runtime.callWrap(runtime.contextOrFrameLookup(context, frame, "percent"), "percent", context, [runtime.memberLookup((l_reading),"none_of_these")])), env.opts.autoescape);
t_12 += "</strong></p>\n";
;
frame = callerFrame;
return new runtime.SafeString(t_12);
});
context.addExport("none_of_these");
context.setVariable("none_of_these", macro_t_11);
output += "\n\n";
var macro_t_13 = runtime.makeMacro(
["birds"], 
[], 
function (l_birds, kwargs) {
var callerFrame = frame;
frame = new runtime.Frame();
kwargs = kwargs || {};
if (Object.prototype.hasOwnProperty.call(kwargs, "caller")) {
frame.set("caller", kwargs.caller); }
frame.set("birds", l_birds);
var t_14 = "";t_14 += runtime.suppressValue(l_birds, env.opts.autoescape);
t_14 += " bird";
if(l_birds != 1) {
t_14 += "s";
;
}
;
frame = callerFrame;
return new runtime.SafeString(t_14);
});
context.addExport("counted");
context.setVariable("counted", macro_t_13);
output += "\n\n";
var macro_t_15 = runtime.makeMacro(
["slug", "difference", "against"], 
[], 
function (l_slug, l_difference, l_against, kwargs) {
var callerFrame = frame;
frame = new runtime.Frame();
kwargs = kwargs || {};
if (Object.prototype.hasOwnProperty.call(kwargs, "caller")) {
frame.set("caller", kwargs.caller); }
frame.set("slug", l_slug);
frame.set("difference", l_difference);
frame.set("against", l_against);
var t_16 = "";t_16 += "\n<li class=\"rival\">\n  ";
t_16 += runtime.suppressValue((lineno = 36, colno = 11, runtime.callWrap(runtime.contextOrFrameLookup(context, frame, "emblem"), "emblem", context, [l_slug,56])), env.opts.autoescape);
t_16 += "\n  <div>\n    <strong>";
t_16 += runtime.suppressValue((lineno = 38, colno = 24, runtime.callWrap(runtime.contextOrFrameLookup(context, frame, "bird_link"), "bird_link", context, [(lineno = 38, colno = 32, runtime.callWrap(runtime.contextOrFrameLookup(context, frame, "species"), "species", context, [l_slug]))])), env.opts.autoescape);
t_16 += "</strong>\n    ";
if(l_difference) {
t_16 += "<p>";
t_16 += runtime.suppressValue(l_difference, env.opts.autoescape);
t_16 += "</p>";
;
}
t_16 += "\n    <a class=\"more\" href=\"";
t_16 += runtime.suppressValue((lineno = 40, colno = 36, runtime.callWrap(runtime.contextOrFrameLookup(context, frame, "url_for"), "url_for", context, ["pages.compare",runtime.makeKeywordArgs({"slug": l_against,"other": l_slug})])), env.opts.autoescape);
t_16 += "\">Side by side<span class=\"hidden\">: ";
t_16 += runtime.suppressValue(runtime.memberLookup(((lineno = 40, colno = 129, runtime.callWrap(runtime.contextOrFrameLookup(context, frame, "species"), "species", context, [l_against]))),"common_name"), env.opts.autoescape);
t_16 += " and ";
t_16 += runtime.suppressValue(runtime.memberLookup(((lineno = 40, colno = 168, runtime.callWrap(runtime.contextOrFrameLookup(context, frame, "species"), "species", context, [l_slug]))),"common_name"), env.opts.autoescape);
t_16 += "</span></a>\n  </div>\n</li>";
;
frame = callerFrame;
return new runtime.SafeString(t_16);
});
context.addExport("rival");
context.setVariable("rival", macro_t_15);
output += "\n\n";
var macro_t_17 = runtime.makeMacro(
["card"], 
[], 
function (l_card, kwargs) {
var callerFrame = frame;
frame = new runtime.Frame();
kwargs = kwargs || {};
if (Object.prototype.hasOwnProperty.call(kwargs, "caller")) {
frame.set("caller", kwargs.caller); }
frame.set("card", l_card);
var t_18 = "";t_18 += "\n<ul class=\"marks\">\n  ";
frame = frame.push();
var t_21 = runtime.memberLookup((l_card),"outside_look_alikes");
if(t_21) {t_21 = runtime.fromIterator(t_21);
var t_20 = t_21.length;
for(var t_19=0; t_19 < t_21.length; t_19++) {
var t_22 = t_21[t_19];
frame.set("bird", t_22);
frame.set("loop.index", t_19 + 1);
frame.set("loop.index0", t_19);
frame.set("loop.revindex", t_20 - t_19);
frame.set("loop.revindex0", t_20 - t_19 - 1);
frame.set("loop.first", t_19 === 0);
frame.set("loop.last", t_19 === t_20 - 1);
frame.set("loop.length", t_20);
t_18 += "\n  <li><strong>";
t_18 += runtime.suppressValue(runtime.memberLookup(((lineno = 48, colno = 26, runtime.callWrap(runtime.contextOrFrameLookup(context, frame, "neighbour"), "neighbour", context, [runtime.memberLookup((t_22),"slug")]))),"common_name"), env.opts.autoescape);
t_18 += ":</strong> ";
t_18 += runtime.suppressValue(runtime.memberLookup((t_22),"difference"), env.opts.autoescape);
t_18 += "</li>\n  ";
;
}
}
frame = frame.pop();
t_18 += "\n</ul>";
;
frame = callerFrame;
return new runtime.SafeString(t_18);
});
context.addExport("outside");
context.setVariable("outside", macro_t_17);
output += "\n\n";
output += "\n";
var macro_t_23 = runtime.makeMacro(
[], 
[], 
function (kwargs) {
var callerFrame = frame;
frame = new runtime.Frame();
kwargs = kwargs || {};
if (Object.prototype.hasOwnProperty.call(kwargs, "caller")) {
frame.set("caller", kwargs.caller); }
var t_24 = "";t_24 += "\n<datalist id=\"bird-names\">\n  ";
frame = frame.push();
var t_27 = runtime.contextOrFrameLookup(context, frame, "all_species");
if(t_27) {t_27 = runtime.fromIterator(t_27);
var t_26 = t_27.length;
for(var t_25=0; t_25 < t_27.length; t_25++) {
var t_28 = t_27[t_25];
frame.set("bird", t_28);
frame.set("loop.index", t_25 + 1);
frame.set("loop.index0", t_25);
frame.set("loop.revindex", t_26 - t_25);
frame.set("loop.revindex0", t_26 - t_25 - 1);
frame.set("loop.first", t_25 === 0);
frame.set("loop.last", t_25 === t_26 - 1);
frame.set("loop.length", t_26);
t_24 += "<option value=\"";
t_24 += runtime.suppressValue(runtime.memberLookup((t_28),"common_name"), env.opts.autoescape);
t_24 += "\" data-slug=\"";
t_24 += runtime.suppressValue(runtime.memberLookup((t_28),"slug"), env.opts.autoescape);
t_24 += "\" data-also=\"";
t_24 += runtime.suppressValue(env.getFilter("join").call(context, runtime.memberLookup((t_28),"other_names"),"|"), env.opts.autoescape);
t_24 += "\"></option>";
;
}
}
frame = frame.pop();
t_24 += "\n  ";
frame = frame.push();
var t_31 = runtime.contextOrFrameLookup(context, frame, "neighbours");
if(t_31) {t_31 = runtime.fromIterator(t_31);
var t_30 = t_31.length;
for(var t_29=0; t_29 < t_31.length; t_29++) {
var t_32 = t_31[t_29];
frame.set("bird", t_32);
frame.set("loop.index", t_29 + 1);
frame.set("loop.index0", t_29);
frame.set("loop.revindex", t_30 - t_29);
frame.set("loop.revindex0", t_30 - t_29 - 1);
frame.set("loop.first", t_29 === 0);
frame.set("loop.last", t_29 === t_30 - 1);
frame.set("loop.length", t_30);
t_24 += "<option value=\"";
t_24 += runtime.suppressValue(runtime.memberLookup((t_32),"common_name"), env.opts.autoescape);
t_24 += "\" data-also=\"";
t_24 += runtime.suppressValue(env.getFilter("join").call(context, runtime.memberLookup((t_32),"other_names"),"|"), env.opts.autoescape);
t_24 += "\"></option>";
;
}
}
frame = frame.pop();
t_24 += "\n</datalist>\n";
;
frame = callerFrame;
return new runtime.SafeString(t_24);
});
context.addExport("bird_names");
context.setVariable("bird_names", macro_t_23);
output += "\n";
if(parentTemplate) {
parentTemplate.rootRenderFunc(env, context, frame, runtime, cb);
} else {
cb(null, output);
}
;
} catch (e) {
  cb(runtime.handleError(e, lineno, colno));
}
}
return {
root: root
};

})();
TEMPLATES["parts/gallery.html"] = (function () {
function root(env, context, frame, runtime, cb) {
var lineno = 0;
var colno = 0;
var output = "";
try {
var parentTemplate = null;
output += "\n";
env.getTemplate("parts/links.html", false, "parts/gallery.html", false, function(t_2,t_1) {
if(t_2) { cb(t_2); return; }
t_1.getExported(function(t_3,t_1) {
if(t_3) { cb(t_3); return; }
if(Object.prototype.hasOwnProperty.call(t_1, "leaving")) {
var t_4 = t_1.leaving;
} else {
cb(new Error("cannot import 'leaving'")); return;
}
context.setVariable("leaving", t_4);
output += "\n\n";
var macro_t_5 = runtime.makeMacro(
["shown"], 
[], 
function (l_shown, kwargs) {
var callerFrame = frame;
frame = new runtime.Frame();
kwargs = kwargs || {};
if (Object.prototype.hasOwnProperty.call(kwargs, "caller")) {
frame.set("caller", kwargs.caller); }
frame.set("shown", l_shown);
var t_6 = "";t_6 += "Photo: ";
t_6 += runtime.suppressValue(env.getFilter("trim").call(context, (lineno = 4, colno = 17, runtime.callWrap(runtime.contextOrFrameLookup(context, frame, "leaving"), "leaving", context, [runtime.memberLookup((l_shown),"source"),runtime.memberLookup((l_shown),"author")]))), env.opts.autoescape);
t_6 += ", ";
t_6 += runtime.suppressValue(env.getFilter("trim").call(context, (lineno = 4, colno = 65, runtime.callWrap(runtime.contextOrFrameLookup(context, frame, "leaving"), "leaving", context, [runtime.memberLookup((runtime.memberLookup((l_shown),"licence")),"address"),runtime.memberLookup((runtime.memberLookup((l_shown),"licence")),"name"),"license"]))), env.opts.autoescape);
;
frame = callerFrame;
return new runtime.SafeString(t_6);
});
context.addExport("credit");
context.setVariable("credit", macro_t_5);
output += "\n\n";
var macro_t_7 = runtime.makeMacro(
["bird"], 
[], 
function (l_bird, kwargs) {
var callerFrame = frame;
frame = new runtime.Frame();
kwargs = kwargs || {};
if (Object.prototype.hasOwnProperty.call(kwargs, "caller")) {
frame.set("caller", kwargs.caller); }
frame.set("bird", l_bird);
var t_8 = "";t_8 += "\n";
var t_9;
t_9 = (lineno = 8, colno = 29, runtime.callWrap(runtime.contextOrFrameLookup(context, frame, "pictures_of"), "pictures_of", context, [runtime.memberLookup((l_bird),"slug")]));
frame.set("pictures", t_9, true);
if(frame.topLevel) {
context.setVariable("pictures", t_9);
}
if(frame.topLevel) {
context.addExport("pictures", t_9);
}
t_8 += "\n";
if(env.getFilter("length").call(context, runtime.contextOrFrameLookup(context, frame, "pictures"))) {
t_8 += "\n<ul class=\"strip\" tabindex=\"0\" aria-label=\"Photos of the ";
t_8 += runtime.suppressValue(runtime.memberLookup((l_bird),"common_name"), env.opts.autoescape);
t_8 += "\">\n  ";
frame = frame.push();
var t_12 = runtime.contextOrFrameLookup(context, frame, "pictures");
if(t_12) {t_12 = runtime.fromIterator(t_12);
var t_11 = t_12.length;
for(var t_10=0; t_10 < t_12.length; t_10++) {
var t_13 = t_12[t_10];
frame.set("shown", t_13);
frame.set("loop.index", t_10 + 1);
frame.set("loop.index0", t_10);
frame.set("loop.revindex", t_11 - t_10);
frame.set("loop.revindex0", t_11 - t_10 - 1);
frame.set("loop.first", t_10 === 0);
frame.set("loop.last", t_10 === t_11 - 1);
frame.set("loop.length", t_11);
t_8 += "\n  <li><figure>\n    <img src=\"";
t_8 += runtime.suppressValue((lineno = 13, colno = 24, runtime.callWrap(runtime.contextOrFrameLookup(context, frame, "url_for"), "url_for", context, ["gallery.picture",runtime.makeKeywordArgs({"file": runtime.memberLookup((t_13),"file")})])), env.opts.autoescape);
t_8 += "\" width=\"";
t_8 += runtime.suppressValue(runtime.memberLookup((t_13),"width"), env.opts.autoescape);
t_8 += "\" height=\"";
t_8 += runtime.suppressValue(runtime.memberLookup((t_13),"height"), env.opts.autoescape);
t_8 += "\" alt=\"";
t_8 += runtime.suppressValue(runtime.memberLookup((l_bird),"common_name"), env.opts.autoescape);
t_8 += ", photo ";
t_8 += runtime.suppressValue(runtime.memberLookup((runtime.contextOrFrameLookup(context, frame, "loop")),"index"), env.opts.autoescape);
t_8 += " of ";
t_8 += runtime.suppressValue(runtime.memberLookup((runtime.contextOrFrameLookup(context, frame, "loop")),"length"), env.opts.autoescape);
t_8 += "\" loading=\"lazy\" decoding=\"async\">\n    <figcaption>";
t_8 += runtime.suppressValue((lineno = 14, colno = 25, runtime.callWrap(runtime.contextOrFrameLookup(context, frame, "credit"), "credit", context, [t_13])), env.opts.autoescape);
t_8 += "</figcaption>\n  </figure></li>\n  ";
;
}
}
frame = frame.pop();
t_8 += "\n</ul>\n";
;
}
;
frame = callerFrame;
return new runtime.SafeString(t_8);
});
context.addExport("strip");
context.setVariable("strip", macro_t_7);
output += "\n\n";
output += "\n";
var macro_t_14 = runtime.makeMacro(
["bird"], 
[], 
function (l_bird, kwargs) {
var callerFrame = frame;
frame = new runtime.Frame();
kwargs = kwargs || {};
if (Object.prototype.hasOwnProperty.call(kwargs, "caller")) {
frame.set("caller", kwargs.caller); }
frame.set("bird", l_bird);
var t_15 = "";t_15 += "\n";
if(env.getFilter("length").call(context, (lineno = 23, colno = 17, runtime.callWrap(runtime.contextOrFrameLookup(context, frame, "pictures_of"), "pictures_of", context, [runtime.memberLookup((l_bird),"slug")])))) {
t_15 += "\n<div class=\"gallery\">\n  ";
t_15 += runtime.suppressValue((lineno = 25, colno = 10, runtime.callWrap(runtime.contextOrFrameLookup(context, frame, "strip"), "strip", context, [l_bird])), env.opts.autoescape);
t_15 += "\n  <p><small>The photos were made smaller. <a href=\"";
t_15 += runtime.suppressValue((lineno = 26, colno = 61, runtime.callWrap(runtime.contextOrFrameLookup(context, frame, "url_for"), "url_for", context, ["gallery.credits_page"])), env.opts.autoescape);
t_15 += "\">Who took these photos</a></small></p>\n</div>\n";
;
}
;
frame = callerFrame;
return new runtime.SafeString(t_15);
});
context.addExport("photographs");
context.setVariable("photographs", macro_t_14);
output += "\n\n";
output += "\n";
var macro_t_16 = runtime.makeMacro(
["bird", "size"], 
[], 
function (l_bird, l_size, kwargs) {
var callerFrame = frame;
frame = new runtime.Frame();
kwargs = kwargs || {};
if (Object.prototype.hasOwnProperty.call(kwargs, "caller")) {
frame.set("caller", kwargs.caller); }
frame.set("bird", l_bird);
frame.set("size", l_size);
var t_17 = "";t_17 += "\n";
if(env.getFilter("length").call(context, (lineno = 34, colno = 17, runtime.callWrap(runtime.contextOrFrameLookup(context, frame, "pictures_of"), "pictures_of", context, [runtime.memberLookup((l_bird),"slug")])))) {
t_17 += "\n<section class=\"pair\" aria-label=\"Your photo beside the ";
t_17 += runtime.suppressValue(runtime.memberLookup((l_bird),"common_name"), env.opts.autoescape);
t_17 += "\">\n  <section class=\"needs-script\" aria-label=\"Your photo\">\n    <ul class=\"strip\"><li><figure>\n      <img class=\"yours\" width=\"";
t_17 += runtime.suppressValue(runtime.memberLookup((l_size),0), env.opts.autoescape);
t_17 += "\" height=\"";
t_17 += runtime.suppressValue(runtime.memberLookup((l_size),1), env.opts.autoescape);
t_17 += "\" alt=\"The photo you chose\">\n      <figcaption>Your photo</figcaption>\n    </figure></li></ul>\n  </section>\n  <section aria-label=\"";
t_17 += runtime.suppressValue(runtime.memberLookup((l_bird),"common_name"), env.opts.autoescape);
t_17 += "\">";
t_17 += runtime.suppressValue((lineno = 42, colno = 61, runtime.callWrap(runtime.contextOrFrameLookup(context, frame, "photographs"), "photographs", context, [l_bird])), env.opts.autoescape);
t_17 += "</section>\n</section>\n";
;
}
;
frame = callerFrame;
return new runtime.SafeString(t_17);
});
context.addExport("compare_with");
context.setVariable("compare_with", macro_t_16);
output += "\n";
if(parentTemplate) {
parentTemplate.rootRenderFunc(env, context, frame, runtime, cb);
} else {
cb(null, output);
}
})});
} catch (e) {
  cb(runtime.handleError(e, lineno, colno));
}
}
return {
root: root
};

})();
TEMPLATES["parts/links.html"] = (function () {
function root(env, context, frame, runtime, cb) {
var lineno = 0;
var colno = 0;
var output = "";
try {
var parentTemplate = null;
output += "\n\n";
var macro_t_1 = runtime.makeMacro(
["address", "text"], 
["rel"], 
function (l_address, l_text, kwargs) {
var callerFrame = frame;
frame = new runtime.Frame();
kwargs = kwargs || {};
if (Object.prototype.hasOwnProperty.call(kwargs, "caller")) {
frame.set("caller", kwargs.caller); }
frame.set("address", l_address);
frame.set("text", l_text);
frame.set("rel", Object.prototype.hasOwnProperty.call(kwargs, "rel") ? kwargs["rel"] : "");var t_2 = "";t_2 += "\n<a class=\"leaving\" href=\"";
t_2 += runtime.suppressValue(l_address, env.opts.autoescape);
t_2 += "\" rel=\"";
t_2 += runtime.suppressValue((runtime.contextOrFrameLookup(context, frame, "rel")?runtime.contextOrFrameLookup(context, frame, "rel") + "" + " ":""), env.opts.autoescape);
t_2 += "noopener noreferrer\" referrerpolicy=\"no-referrer\">";
t_2 += runtime.suppressValue(l_text, env.opts.autoescape);
t_2 += "<span class=\"hidden\"> (another site)</span></a>";
;
frame = callerFrame;
return new runtime.SafeString(t_2);
});
context.addExport("leaving");
context.setVariable("leaving", macro_t_1);
output += "\n\n";
var macro_t_3 = runtime.makeMacro(
["links"], 
[], 
function (l_links, kwargs) {
var callerFrame = frame;
frame = new runtime.Frame();
kwargs = kwargs || {};
if (Object.prototype.hasOwnProperty.call(kwargs, "caller")) {
frame.set("caller", kwargs.caller); }
frame.set("links", l_links);
var t_4 = "";t_4 += "\n<ul class=\"elsewhere\">\n  ";
frame = frame.push();
var t_7 = l_links;
if(t_7) {t_7 = runtime.fromIterator(t_7);
var t_6 = t_7.length;
for(var t_5=0; t_5 < t_7.length; t_5++) {
var t_8 = t_7[t_5];
frame.set("link", t_8);
frame.set("loop.index", t_5 + 1);
frame.set("loop.index0", t_5);
frame.set("loop.revindex", t_6 - t_5);
frame.set("loop.revindex0", t_6 - t_5 - 1);
frame.set("loop.first", t_5 === 0);
frame.set("loop.last", t_5 === t_6 - 1);
frame.set("loop.length", t_6);
t_4 += "<li>";
t_4 += runtime.suppressValue((lineno = 8, colno = 39, runtime.callWrap(runtime.contextOrFrameLookup(context, frame, "leaving"), "leaving", context, [runtime.memberLookup((t_8),"address"),runtime.memberLookup((t_8),"name")])), env.opts.autoescape);
if(runtime.memberLookup((t_8),"offers")) {
t_4 += " <small>";
t_4 += runtime.suppressValue(runtime.memberLookup((t_8),"offers"), env.opts.autoescape);
t_4 += "</small>";
;
}
t_4 += "</li>\n  ";
;
}
}
frame = frame.pop();
t_4 += "\n</ul>";
;
frame = callerFrame;
return new runtime.SafeString(t_4);
});
context.addExport("list_of");
context.setVariable("list_of", macro_t_3);
output += "\n\n";
output += "\n";
var macro_t_9 = runtime.makeMacro(
["bird"], 
["heading"], 
function (l_bird, kwargs) {
var callerFrame = frame;
frame = new runtime.Frame();
kwargs = kwargs || {};
if (Object.prototype.hasOwnProperty.call(kwargs, "caller")) {
frame.set("caller", kwargs.caller); }
frame.set("bird", l_bird);
frame.set("heading", Object.prototype.hasOwnProperty.call(kwargs, "heading") ? kwargs["heading"] : "h3");var t_10 = "";t_10 += "\n";
var t_11;
t_11 = (lineno = 15, colno = 23, runtime.callWrap(runtime.contextOrFrameLookup(context, frame, "links_of"), "links_of", context, [l_bird]));
frame.set("found", t_11, true);
if(frame.topLevel) {
context.setVariable("found", t_11);
}
if(frame.topLevel) {
context.addExport("found", t_11);
}
t_10 += "\n";
if(env.getFilter("length").call(context, runtime.contextOrFrameLookup(context, frame, "found"))) {
t_10 += "\n<section class=\"links\" aria-label=\"More about the ";
t_10 += runtime.suppressValue(runtime.memberLookup((l_bird),"common_name"), env.opts.autoescape);
t_10 += " on other sites\">\n  <";
t_10 += runtime.suppressValue(runtime.contextOrFrameLookup(context, frame, "heading"), env.opts.autoescape);
t_10 += ">Photos, sounds and more on other sites</";
t_10 += runtime.suppressValue(runtime.contextOrFrameLookup(context, frame, "heading"), env.opts.autoescape);
t_10 += ">\n  ";
t_10 += runtime.suppressValue((lineno = 19, colno = 12, runtime.callWrap(runtime.contextOrFrameLookup(context, frame, "list_of"), "list_of", context, [runtime.contextOrFrameLookup(context, frame, "found")])), env.opts.autoescape);
t_10 += "\n</section>\n";
;
}
;
frame = callerFrame;
return new runtime.SafeString(t_10);
});
context.addExport("links");
context.setVariable("links", macro_t_9);
output += "\n\n";
output += "\n";
var macro_t_12 = runtime.makeMacro(
[], 
[], 
function (kwargs) {
var callerFrame = frame;
frame = new runtime.Frame();
kwargs = kwargs || {};
if (Object.prototype.hasOwnProperty.call(kwargs, "caller")) {
frame.set("caller", kwargs.caller); }
var t_13 = "";t_13 += "\n";
frame = frame.push();
var t_16 = runtime.memberLookup((runtime.contextOrFrameLookup(context, frame, "region")),"naming_help");
if(t_16) {t_16 = runtime.fromIterator(t_16);
var t_15 = t_16.length;
for(var t_14=0; t_14 < t_16.length; t_14++) {
var t_17 = t_16[t_14];
frame.set("link", t_17);
frame.set("loop.index", t_14 + 1);
frame.set("loop.index0", t_14);
frame.set("loop.revindex", t_15 - t_14);
frame.set("loop.revindex0", t_15 - t_14 - 1);
frame.set("loop.first", t_14 === 0);
frame.set("loop.last", t_14 === t_15 - 1);
frame.set("loop.length", t_15);
t_13 += runtime.suppressValue((lineno = 26, colno = 46, runtime.callWrap(runtime.contextOrFrameLookup(context, frame, "leaving"), "leaving", context, [runtime.memberLookup((t_17),"address"),runtime.memberLookup((t_17),"name")])), env.opts.autoescape);
if(!runtime.memberLookup((runtime.contextOrFrameLookup(context, frame, "loop")),"last")) {
t_13 += ", ";
;
}
;
}
}
frame = frame.pop();
;
frame = callerFrame;
return new runtime.SafeString(t_13);
});
context.addExport("naming_help_in_a_line");
context.setVariable("naming_help_in_a_line", macro_t_12);
output += "\n\n";
var macro_t_18 = runtime.makeMacro(
[], 
["heading"], 
function (kwargs) {
var callerFrame = frame;
frame = new runtime.Frame();
kwargs = kwargs || {};
if (Object.prototype.hasOwnProperty.call(kwargs, "caller")) {
frame.set("caller", kwargs.caller); }
frame.set("heading", Object.prototype.hasOwnProperty.call(kwargs, "heading") ? kwargs["heading"] : "h3");var t_19 = "";t_19 += "\n";
if(env.getFilter("length").call(context, runtime.memberLookup((runtime.contextOrFrameLookup(context, frame, "region")),"naming_help"))) {
t_19 += "\n<section class=\"links\" aria-label=\"Where people can help you name it\">\n  <";
t_19 += runtime.suppressValue(runtime.contextOrFrameLookup(context, frame, "heading"), env.opts.autoescape);
t_19 += ">Where people can help you name it</";
t_19 += runtime.suppressValue(runtime.contextOrFrameLookup(context, frame, "heading"), env.opts.autoescape);
t_19 += ">\n  ";
t_19 += runtime.suppressValue((lineno = 33, colno = 12, runtime.callWrap(runtime.contextOrFrameLookup(context, frame, "list_of"), "list_of", context, [runtime.memberLookup((runtime.contextOrFrameLookup(context, frame, "region")),"naming_help")])), env.opts.autoescape);
t_19 += "\n</section>\n";
;
}
;
frame = callerFrame;
return new runtime.SafeString(t_19);
});
context.addExport("naming_help");
context.setVariable("naming_help", macro_t_18);
output += "\n";
if(parentTemplate) {
parentTemplate.rootRenderFunc(env, context, frame, runtime, cb);
} else {
cb(null, output);
}
;
} catch (e) {
  cb(runtime.handleError(e, lineno, colno));
}
}
return {
root: root
};

})();
TEMPLATES["parts/share.html"] = (function () {
function root(env, context, frame, runtime, cb) {
var lineno = 0;
var colno = 0;
var output = "";
try {
var parentTemplate = null;
output += "\n";
var macro_t_1 = runtime.makeMacro(
["verdict"], 
[], 
function (l_verdict, kwargs) {
var callerFrame = frame;
frame = new runtime.Frame();
kwargs = kwargs || {};
if (Object.prototype.hasOwnProperty.call(kwargs, "caller")) {
frame.set("caller", kwargs.caller); }
frame.set("verdict", l_verdict);
var t_2 = "";t_2 += "\n<div class=\"share needs-script\" data-verdict=\"";
t_2 += runtime.suppressValue(l_verdict, env.opts.autoescape);
t_2 += "\" data-title=\"";
t_2 += runtime.suppressValue(runtime.memberLookup((runtime.contextOrFrameLookup(context, frame, "region")),"title"), env.opts.autoescape);
t_2 += "\" data-address=\"";
t_2 += runtime.suppressValue((lineno = 2, colno = 117, runtime.callWrap(runtime.contextOrFrameLookup(context, frame, "url_for"), "url_for", context, ["pages.upload"])), env.opts.autoescape);
t_2 += "\">\n  <button type=\"button\" class=\"share-answer secondary outline\">Share</button>\n  <p class=\"shared\" role=\"status\"></p>\n</div>\n";
;
frame = callerFrame;
return new runtime.SafeString(t_2);
});
context.addExport("share");
context.setVariable("share", macro_t_1);
output += "\n";
if(parentTemplate) {
parentTemplate.rootRenderFunc(env, context, frame, runtime, cb);
} else {
cb(null, output);
}
;
} catch (e) {
  cb(runtime.handleError(e, lineno, colno));
}
}
return {
root: root
};

})();
