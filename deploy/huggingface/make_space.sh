#!/bin/sh
# Lays out a Hugging Face Space in a new folder: make_space.sh FOLDER
# A Space is a project of its own, whose README.md holds its settings and whose container listens on 7860.
set -eu

space=$1
cd "$(dirname "$0")/../.."

mkdir "$space"
cp -R app.py birdapp gunicorn.conf.py models pythons.py requirements.lock requirements-slim.lock requirements-redis.lock \
    static templates .dockerignore "$space"
mkdir "$space/deploy"
cp -R deploy/container "$space/deploy"
rm -f "$space/models/birds.pkl"
# Its page on huggingface.co shows the Space in a frame.
sed 's| PORT=8080$| PORT=7860 BIRDAPP_PROXIES=1 BIRDAPP_FRAMED_BY=https://huggingface.co|' Dockerfile.gcp > "$space/Dockerfile"
cp deploy/huggingface/README.md "$space"
