#!/bin/sh
# Puts the site's files into its bucket, each with its type: upload.sh OUT BUCKET [OPTION OF aws s3 …]
set -eu

folder=$1
bucket=s3://$2
shift 2

# The network first, so that no page asks for one that is not there yet. Old ones stay, for pages that are open.
aws s3 cp "$folder/engine" "$bucket/engine" --recursive --exclude "*" --include "*.onnx" \
    --content-type application/octet-stream --cache-control "public, max-age=31536000, immutable" "$@"
aws s3 cp "$folder/static/vendor" "$bucket/static/vendor" --recursive --exclude "*" --include "*.packed" \
    --content-type application/octet-stream --cache-control no-cache "$@"
aws s3 cp "$folder/manifest.webmanifest" "$bucket/manifest.webmanifest" \
    --content-type application/manifest+json --cache-control no-cache "$@"
aws s3 sync "$folder" "$bucket" --delete --cache-control no-cache --exclude "*.onnx" --exclude "*.packed" \
    --exclude "*.webmanifest" --exclude _headers --exclude .nojekyll --exclude .birds-site "$@"
