# Installs a requirements file into /venv while the image is built: install.sh REQUIREMENTS TORCH_INDEX
set -eu

requirements=$1
torch_index=$2
lock="${requirements%.txt}.lock"

python -m venv --without-pip /venv

install() {
    pip --python /venv/bin/python install --no-cache-dir --no-compile --only-binary :all: "$@"
}

if [ -e "$lock" ]; then
    install --require-hashes -r "$lock"
    # 25 MB that serving never imports: NumPy's own tests, ONNX Runtime's tools for making models.
    cd /venv/lib/python*/site-packages
    find numpy -name tests -type d -prune -exec rm -r {} +
    rm -r onnxruntime/quantization onnxruntime/tools onnxruntime/transformers
else
    install --index-url "$torch_index" torch torchvision
    install -r "$requirements"
fi

# Nothing can be compiled later under a read-only root. The files do not change: never compare times.
# Some packages carry files for other versions of Python, which cannot be compiled; nobody imports them.
python -m compileall -qq -j 0 --invalidation-mode unchecked-hash /venv || true
