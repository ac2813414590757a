"""The app of the tutorials, all in one file: a Flask route around learn.predict."""

import os

from fastai.vision.all import PILImage, load_learner
from flask import Flask, Response, jsonify, request

app = Flask(__name__)
learn = load_learner("models/birds.pkl")


@app.get("/")
def form() -> str:
    return """
    <form action="/predict" method="post" enctype="multipart/form-data">
      <input type="file" name="file"> <button>Which bird is it?</button>
    </form>"""


@app.post("/predict")
def predict() -> Response:
    image = PILImage.create(request.files["file"])
    _, _, probabilities = learn.predict(image)
    pairs = zip(learn.dls.vocab, probabilities.tolist(), strict=True)
    ranked = sorted(pairs, key=lambda pair: pair[1], reverse=True)
    return jsonify([{"bird": bird, "probability": share} for bird, share in ranked])


if __name__ == "__main__":
    app.run(port=int(os.environ["PORT"]), threaded=True)
