"""Reference implementation of TIP-IM (Yang et al., ICCV 2021, arXiv 2003.06814), written from the paper.

Independent of the Java implementation, for two uses: its output is what the Java defense is compared with, and
its speed, that of a plain PyTorch program, is what the Java defense's speed is compared with.

    tipim_reference.py --model M.pt --faces faces.bin --targets targets.bin --out out.bin
                       [--preset tip-im-paper] [--iterations 5] [--threads 2] [--batch 1] [--gradients backward] [--time]

Images are aligned crops. A .bin file is little-endian: int32 n, int32 h, int32 w, then n*3*h*w float32, planar RGB,
0..255. The result is not rounded to whole pixel values. The recognizer is a TorchScript file that takes such images
and returns embeddings; they are normalised to length 1 here. MMD is left out: its weight is 0 in both presets.
"""
import argparse
import json
import math
import random
import struct
import sys
import time
from array import array
from dataclasses import dataclass
from typing import Optional

import torch
import torch.nn.functional as F


@dataclass(frozen=True)
class Preset:
    iterations: int
    alpha: Optional[float]       # step in pixel values; None: 1.5 * epsilon / iterations
    step: str                    # "sign", or "l2": unit vector times alpha * sqrt(3HW)
    loss_distance: str           # "squared": ||a-b||^2, or "mean": ||a-b||^2 / d
    gain_distance: str           # "squared": ||a-b||^2, or "plain": ||a-b||
    input_diversity: bool
    epsilon: float = 12.0
    momentum: float = 1.0


PRESETS = {
    "tip-im-paper": Preset(iterations=50, alpha=1.5, step="sign", loss_distance="squared",
                           gain_distance="squared", input_diversity=False),
    "tip-im-repo": Preset(iterations=100, alpha=None, step="l2", loss_distance="mean",
                          gain_distance="plain", input_diversity=True),
}


def distance(a, b, kind):
    """Distance between embeddings, over the last dimension."""
    squared = ((a - b) ** 2).sum(dim=-1)
    if kind == "mean":
        return squared / a.shape[-1]
    return squared.sqrt() if kind == "plain" else squared


def warp(images, matrices):
    """Resamples each image by its 2x3 matrix; what comes from outside the image is 0."""
    grid = F.affine_grid(matrices, list(images.shape), align_corners=False)
    inside = F.grid_sample(torch.ones_like(images), grid, align_corners=False) >= 0.9999
    return F.grid_sample(images, grid, align_corners=False) * inside


def diversify(images, generators):
    """A random affine map, then a random rotation; one random generator per photo."""
    affine, rotation = [], []
    for generator in generators:
        affine_std, rotation_std = generator.uniform(0.01, 0.1), generator.uniform(0.01, 0.1)
        noise = [generator.gauss(0, affine_std) for _ in range(6)]
        affine.append([[1 + noise[0], noise[1], noise[2]], [noise[3], 1 + noise[4], noise[5]]])
        angle = generator.gauss(0, rotation_std)
        rotation.append([[math.cos(angle), math.sin(angle), 0], [-math.sin(angle), math.cos(angle), 0]])
    images = warp(images, torch.tensor(affine, dtype=images.dtype))
    return warp(images, torch.tensor(rotation, dtype=images.dtype))


class TipIm:
    def __init__(self, recognizer, targets, preset, iterations=None, gradients="backward", seed=0):
        self.recognizer = recognizer
        self.preset = preset
        self.iterations = iterations or preset.iterations
        self.alpha = preset.alpha if preset.alpha is not None else 1.5 * preset.epsilon / self.iterations
        self.gradients = gradients
        self.seed = seed
        with torch.no_grad():
            self.targets = self.embed(targets)                                # [T,d]

    def embed(self, images):
        return F.normalize(self.recognizer(images), dim=1)

    def protect(self, originals, first_index=0):
        """originals: [B,3,H,W]. Every photo is treated by itself; the batch is for speed only."""
        low = (originals - self.preset.epsilon).clamp(min=0)
        high = (originals + self.preset.epsilon).clamp(max=255)
        with torch.no_grad():
            clean = self.embed(originals)                                     # [B,d]
        generators = [random.Random(self.seed + first_index + i) for i in range(len(originals))]
        current, momentum = originals.clone(), torch.zeros_like(originals)
        photo = torch.arange(len(originals))
        for _ in range(self.iterations):
            grads = self.target_gradients(current, clean, generators)         # [T,B,3,H,W]
            grads = grads / grads.abs().mean(dim=(2, 3, 4), keepdim=True)
            momenta = self.preset.momentum * momentum + grads
            candidates = torch.clamp(current - self.step(momenta), low, high)
            best = self.gain(candidates, clean).argmax(dim=0)                 # [B], the first on ties
            current, momentum = candidates[best, photo], momenta[best, photo]
        return current

    def target_gradients(self, images, clean, generators):
        """Gradient of D(x, target) - D(x, original) with respect to x, for every target."""
        kind, count = self.preset.loss_distance, len(self.targets)
        if self.gradients == "copies":                                        # one pass over T copies of x
            x = images.repeat(count, 1, 1, 1).requires_grad_()
            e = self.embed(diversify(x, generators * count) if self.preset.input_diversity else x)
            e = e.view(count, len(images), -1)
            loss = distance(e, self.targets[:, None], kind) - distance(e, clean, kind)
            return torch.autograd.grad(loss.sum(), x)[0].view(count, *images.shape)
        x = images.clone().requires_grad_()                                   # one forward, T backward passes
        e = self.embed(diversify(x, generators) if self.preset.input_diversity else x)
        away = distance(e, clean, kind)
        losses = [(distance(e, target, kind) - away).sum() for target in self.targets]
        return torch.stack([torch.autograd.grad(loss, x, retain_graph=True)[0] for loss in losses])

    def step(self, momenta):
        if self.preset.step == "sign":
            return self.alpha * momenta.sign()
        norm = momenta.flatten(2).norm(dim=2)[..., None, None, None]
        return momenta / norm * self.alpha * math.sqrt(momenta[0, 0].numel())

    def gain(self, candidates, clean):
        """log(1 + max_t exp(D(x, original) - D(x, t))) for candidates [T,B,3,H,W]; returns [T,B]."""
        kind = self.preset.gain_distance
        with torch.no_grad():
            e = self.embed(candidates.flatten(0, 1)).view(*candidates.shape[:2], -1)
            away = distance(e, clean, kind)[..., None]                        # [T,B,1]
            toward = distance(e[:, :, None], self.targets, kind)              # [T,B,T]
            return torch.log(1 + (away - toward).exp().amax(dim=-1))


def read_images(path):
    with open(path, "rb") as file:
        n, h, w = struct.unpack("<3i", file.read(12))
        values = array("f", file.read())
    if sys.byteorder == "big":
        values.byteswap()
    return torch.frombuffer(values, dtype=torch.float32).view(n, 3, h, w).clone()


def write_images(path, images):
    values = array("f", images.flatten().tolist())
    if sys.byteorder == "big":
        values.byteswap()
    with open(path, "wb") as file:
        file.write(struct.pack("<3i", images.shape[0], images.shape[2], images.shape[3]))
        values.tofile(file)


def main():
    parser = argparse.ArgumentParser(description="Reference implementation of TIP-IM.")
    parser.add_argument("--model", required=True)
    parser.add_argument("--faces", required=True)
    parser.add_argument("--targets", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--preset", choices=PRESETS, default="tip-im-paper")
    parser.add_argument("--iterations", type=int, help="instead of the preset's")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--batch", type=int, default=1, help="photos at a time")
    parser.add_argument("--gradients", choices=["backward", "copies"], default="backward",
                        help="one forward and one backward pass per target, or one pass over a copy per target")
    parser.add_argument("--seed", type=int, default=0, help="of the input diversity")
    parser.add_argument("--time", action="store_true", help="print seconds per photo, after a warm-up")
    args = parser.parse_args()

    torch.set_num_threads(args.threads)
    recognizer = torch.jit.load(args.model, map_location="cpu").eval()
    for parameter in recognizer.parameters():
        parameter.requires_grad_(False)
    faces, targets = read_images(args.faces), read_images(args.targets)
    defense = TipIm(recognizer, targets, PRESETS[args.preset], args.iterations, args.gradients, args.seed)

    if args.time:   # TorchScript compiles in its first calls
        TipIm(recognizer, targets, PRESETS[args.preset], 3, args.gradients).protect(faces[:args.batch])
    start = time.perf_counter()
    protected = torch.cat([defense.protect(faces[i:i + args.batch], i) for i in range(0, len(faces), args.batch)])
    seconds = time.perf_counter() - start
    write_images(args.out, protected)
    if args.time:
        print(json.dumps({"preset": args.preset, "gradients": args.gradients, "iterations": defense.iterations,
                          "photos": len(faces), "batch": args.batch, "threads": args.threads,
                          "torch": torch.__version__, "seconds_per_photo": round(seconds / len(faces), 4)}))


if __name__ == "__main__":
    main()
