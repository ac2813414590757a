// Why there is no answer, in words for whoever asked.

/** The engine cannot answer; `message` says why in plain words, `reason` in one of a few. */
export class Refusal extends Error {
  constructor(reason, sentence, cause) {
    super(sentence, { cause });
    this.reason = reason;
  }
}
