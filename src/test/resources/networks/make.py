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


class Difference(torch.nn.Module):
    """The mean absolute difference of two images: a number for each pair."""

    def forward(self, a, b):
        return (a - b).abs().mean(dim=[1, 2, 3])


class Edges(torch.nn.Module):
    """Like LPIPS in small: the mean squared distance of what a convolution sees, as [N, 1, 1, 1]."""

    def __init__(self):
        super().__init__()
        self.conv = torch.nn.Conv2d(3, 2, 3, bias=False)
        self.conv.weight.data = torch.arange(54, dtype=torch.float32).reshape(2, 3, 3, 3) / 54 - 0.5

    def forward(self, a, b):
        return ((self.conv(a) - self.conv(b)) ** 2).mean(dim=[1, 2, 3], keepdim=True)


class Images(torch.nn.Module):
    def forward(self, a, b):
        return a - b


class Endless(torch.nn.Module):
    def forward(self, a, b):
        return (a - b).abs().mean(dim=[1, 2, 3]) / 0.0


for name, net in {"difference": Difference(), "edges": Edges(), "images": Images(), "endless": Endless()}.items():
    torch.jit.script(net).save(f"{name}.pt")
