# The app on port 80: Elastic Beanstalk, Azure, any box with containers.
# Dockerfile and Dockerfile.gcp differ in this heading and in PORT, so they share all layers.
FROM docker.io/library/python:3.11-slim-bookworm AS base

FROM base AS build
# requirements.txt serves the fastai learner instead of its ONNX export; requirements-redis.txt adds Redis.
ARG REQUIREMENTS=requirements-slim.txt
# Only for requirements.txt: PyTorch without gigabytes of GPU libraries.
ARG TORCH_INDEX=https://download.pytorch.org/whl/cpu
WORKDIR /build
COPY requirements.lock requirements-slim.lock requirements-redis.lock deploy/container/install.sh ./
RUN sh install.sh "${REQUIREMENTS%.txt}.lock" "$TORCH_INDEX"
WORKDIR /app
COPY app.py pythons.py gunicorn.conf.py deploy/container/healthcheck.py ./
COPY birdapp birdapp
COPY templates templates
COPY static static
COPY models models
# A pickle is code: it comes along only where there is fastai to open it.
RUN [ -e /venv/lib/python*/site-packages/fastai ] || rm -f models/birds.pkl; \
    python -m compileall -q --invalidation-mode unchecked-hash .

FROM base
ARG VERSION=2.0.0
LABEL org.opencontainers.image.title="Urban Bird Recognizer" \
      org.opencontainers.image.version=$VERSION \
      org.opencontainers.image.description="Ranks the birds of a list on a photo" \
      org.opencontainers.image.licenses="Apache-2.0"
COPY --from=build /venv /venv
COPY --from=build /app /app
WORKDIR /app
USER 10001:10001
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 ORT_DISABLE_TELEMETRY=1 PORT=80
EXPOSE $PORT
HEALTHCHECK --interval=30s --timeout=4s --start-period=60s CMD ["python", "healthcheck.py"]
CMD ["gunicorn", "-c", "gunicorn.conf.py"]
