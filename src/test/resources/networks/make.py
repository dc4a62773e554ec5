"""Writes the networks of the tests: half.pt takes and gives 0..1 and halves the contrast around grey, doubled.pt gives too large an image."""
import torch


class Half(torch.nn.Module):
    def forward(self, x):
        return (x - 0.5) / 2 + 0.5


class Doubled(torch.nn.Module):
    def forward(self, x):
        return torch.nn.functional.interpolate(x, scale_factor=2.0)


for name, net in {"half": Half(), "doubled": Doubled()}.items():
    torch.jit.script(net).save(f"{name}.pt")
