# Installs a lock into /venv while the image is built: install.sh LOCK TORCH_INDEX
set -eu

lock=$1
torch_index=$2

python -m venv --without-pip /venv

install() {
    pip --python /venv/bin/python install --no-cache-dir --no-compile --only-binary :all: "$@"
}

if grep -q '^torch==' "$lock"; then
    # PyTorch's own builds have other hashes than those on PyPI: their versions alone are the lock's.
    install --index-url "$torch_index" $(grep -Eo '^torch(vision)?==[^ ]+' "$lock")
    # Everything else is the lock's to the last byte, without the libraries of the GPU build.
    awk '/^[a-z]/ { gpu = /^(torch|torchvision|triton|cuda-.*|nvidia-.*)==/ } !gpu' "$lock" > rest.lock
    install --require-hashes --no-deps -r rest.lock
else
    install --require-hashes -r "$lock"
    # 25 MB that serving never imports: NumPy's own tests, ONNX Runtime's tools for making models.
    cd /venv/lib/python*/site-packages
    find numpy -name tests -type d -prune -exec rm -r {} +
    rm -r onnxruntime/quantization onnxruntime/tools onnxruntime/transformers
fi

# Nothing can be compiled later under a read-only root. The files do not change: never compare times.
# Some packages carry files for other versions of Python, which cannot be compiled; nobody imports them.
python -m compileall -qq -j 0 --invalidation-mode unchecked-hash /venv || true
