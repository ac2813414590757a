"""The usual Gradio demo: an interface around learn.predict."""

import os

import gradio as gr
from fastai.vision.all import load_learner
from PIL import Image

learn = load_learner("models/birds.pkl")


def classify(image: Image.Image) -> dict[str, float]:
    _, _, probabilities = learn.predict(image)
    return dict(zip(learn.dls.vocab, probabilities.tolist(), strict=True))


demo = gr.Interface(
    fn=classify,
    inputs=gr.Image(type="pil"),
    outputs=gr.Label(num_top_classes=30),
    api_name="predict",
)

if __name__ == "__main__":
    demo.launch(server_name="127.0.0.1", server_port=int(os.environ["PORT"]))
