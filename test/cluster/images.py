"""Builds the examples' images and gives them to the node: what `docker build` and `minikube image load` do elsewhere.

There is no registry to pull a base image from, so an archive holds one layer, with the app's files, and names the layer of
a base image that the node has already. `python3 test/cluster/images.py NAME...` builds those images, without names all.
"""

import hashlib, io, json, pathlib, re, subprocess, sys, tarfile

ROOT = pathlib.Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"
LOAD = ROOT.parent / "shared/cluster/load"
ARCHIVES = pathlib.Path.home() / ".cache/cluster/images"
CACHE = pathlib.Path.home() / ".cache/cdk8s-llm-tests"

# What stands in for the base images: the same programs from Debian, with the packages that the Dockerfiles install.
BASES = {"python:3.13-slim": "python.tar", "node:22-bookworm-slim": "node.tar"}

# The folder of each image's Dockerfile, and its build arguments.
IMAGES = {
    "chatbot-api:v1": ("chatbot-api/app", {"CHATBOT_VERSION": "v1"}),
    "chatbot-api:v2": ("chatbot-api/app", {"CHATBOT_VERSION": "v2"}),
    "orders-service:1.0.0": ("chatbot-api/orders-service", {}),
    "usage-meter:1.0.0": ("chatbot-api/usage-meter", {}),
    "llm-app:1.0.0": ("minikube-mock/app", {}),
    "llmops-app:v1": ("llmops/app", {}),
    "notes-app:1.0.0": ("three-tier/app", {}),
}

# A sidecar of three-tier asks for it: a shell and `tail` are all that it needs.
ALIASES = {"busybox:1.37.0": "local/base:1"}

# The one authority that the images trust: the certificate of what stands in for the LLM APIs of the internet.
TRUSTED = "/etc/ssl/stand-in.pem"
STAND_IN_NAMES = "DNS:api.openai.com,DNS:api.groq.com"


def main(names):
    CACHE.mkdir(parents=True, exist_ok=True)
    certificate = stand_in_certificate()
    for name in names or IMAGES:
        folder, arguments = IMAGES[name]
        archive = build(name, EXAMPLES / folder, arguments, certificate)
        path = CACHE / (re.sub(r"\W", "-", name) + ".tar")
        path.write_bytes(archive)
        subprocess.run([LOAD, path], check=True, stdout=subprocess.DEVNULL)
        print(f"{name}: {path.stat().st_size} bytes over its base image", flush=True)
    for alias, image in ALIASES.items():
        subprocess.run([LOAD, "--alias", image, alias], check=True, stdout=subprocess.DEVNULL)


def stand_in_certificate():
    """Made once, with its key beside it: images that are built again are the same."""
    certificate, key = CACHE / "stand-in.pem", CACHE / "stand-in.key"
    if not certificate.exists():
        subject = ["-subj", "/CN=stand-in", "-addext", "subjectAltName=" + STAND_IN_NAMES, "-addext", "keyUsage=keyCertSign,digitalSignature"]
        command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "365", "-keyout", key, "-out", certificate]
        subprocess.run(command + subject, check=True, capture_output=True)
    return certificate.read_bytes()


def build(name, folder, arguments, certificate):
    base, config, files = read_dockerfile((folder / "Dockerfile").read_text(), arguments)
    image, base_layer = read_base(ARCHIVES / BASES[base])
    app = {f"{config['WorkingDir']}/{file}": (folder / file).read_bytes() for file in files}
    layer = tar({**app, TRUSTED: certificate})
    env = image["config"].get("Env", []) + config["Env"] + ["SSL_CERT_FILE=" + TRUSTED]
    image["config"] = {**image["config"], **config, "Env": env}
    image["rootfs"]["diff_ids"].append(sha256(layer))
    return oci_archive(name, json.dumps(image, sort_keys=True).encode(), base_layer, layer)


def read_dockerfile(text, arguments):
    """The few instructions that the examples use. RUN is what the base image's stand-in did already."""
    base, files, config = None, [], {"WorkingDir": "/", "Env": []}
    for line in text.replace("\\\n", " ").splitlines():
        word, _, rest = line.partition(" ")
        rest = re.sub(r"\$(\w+)", lambda match: arguments[match[1]], rest)
        if word == "FROM":
            base = rest
        elif word == "WORKDIR":
            config["WorkingDir"] = rest
        elif word == "ENV":
            config["Env"].append(rest)
        elif word == "USER":
            config["User"] = rest
        elif word == "COPY":
            files += rest.split()[:-1]
        elif word == "CMD":
            config["Cmd"] = json.loads(rest)
        elif word not in ("RUN", "ARG", "EXPOSE", "#", ""):
            sys.exit(f"no Dockerfile of the examples uses {word}")
    return base, config, files


def read_base(path):
    """The image's configuration, and a descriptor of its one layer, which stays where it is."""
    with tarfile.open(path) as archive:
        manifest = json.load(archive.extractfile("manifest.json"))[0]
        image = json.load(archive.extractfile(manifest["Config"]))
        size = archive.getmember(manifest["Layers"][0]).size
    return image, {"mediaType": LAYER, "digest": image["rootfs"]["diff_ids"][0], "size": size}


LAYER = "application/vnd.oci.image.layer.v1.tar"


def oci_archive(name, image, base_layer, layer):
    layers = [base_layer, descriptor(LAYER, layer)]
    config = descriptor("application/vnd.oci.image.config.v1+json", image)
    manifest = json.dumps({"schemaVersion": 2, "config": config, "layers": layers}).encode()
    entry = descriptor("application/vnd.oci.image.manifest.v1+json", manifest)
    entry["annotations"] = {"io.containerd.image.name": name if "/" in name else f"docker.io/library/{name}"}
    blobs = {"blobs/sha256/" + sha256(blob)[7:]: blob for blob in (image, layer, manifest)}
    index = json.dumps({"schemaVersion": 2, "manifests": [entry]}).encode()
    return tar({"oci-layout": b'{"imageLayoutVersion":"1.0.0"}', "index.json": index, **blobs})


def descriptor(media_type, blob):
    return {"mediaType": media_type, "digest": sha256(blob), "size": len(blob)}


def sha256(blob):
    return "sha256:" + hashlib.sha256(blob).hexdigest()


def tar(files, mode=0o644):
    """Owner, mode and time are always the same, and so the digest is."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for path, content in sorted(files.items()):
            entry = tarfile.TarInfo(path.lstrip("/"))
            entry.size, entry.mode = len(content), mode
            archive.addfile(entry, io.BytesIO(content))
    return out.getvalue()


if __name__ == "__main__":
    main(sys.argv[1:])
