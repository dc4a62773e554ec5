"""Four answers that are no defense: identity, grey, swap (somebody else's image) and jpeg-50."""
import io
import json
import pathlib
import sys

from PIL import Image

kind, job, result = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
photos = json.loads((job / "job.json").read_text())["photos"]
images = [Image.open(job / photo["file"]).convert("RGB") for photo in photos]
for i, (photo, image) in enumerate(zip(photos, images)):
    if kind == "grey":
        image = Image.new("RGB", image.size, (128, 128, 128))
    elif kind == "swap":
        image = images[(i + 1) % len(images)].resize(image.size)
    elif kind == "jpeg-50":
        buffer = io.BytesIO()
        image.save(buffer, "jpeg", quality=50)
        image = Image.open(buffer)
    image.save(result / (photo["name"] + ".png"))
