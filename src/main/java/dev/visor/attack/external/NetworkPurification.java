package dev.visor.attack.external;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import dev.visor.attack.Purification;
import dev.visor.core.Trust;
import dev.visor.core.image.FaceImage;
import dev.visor.external.LocalFiles;
import dev.visor.recognizer.ModelFile;
import dev.visor.recognizer.image.ImageNetwork;
import java.util.List;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;

/** A purification that is a network in a TorchScript file, trained elsewhere, such as a denoiser; it runs on the CPU. */
public final class NetworkPurification implements Purification {

    private static final int AT_ONCE = 64;

    private final ModelFile file;
    private final ImageNetwork.Scale scale;

    /**
     * Settings.
     *
     * @param file one, beside the entry's file: TorchScript, or ONNX by its ending, that takes and gives [N, 3, H, W], RGB
     * @param mean that is taken off the values 0..255 before they go in: 0 for a network that takes 0..255 or 0..1, 127.5 for -1..1
     * @param std by which they are then divided: 1, 255 or 127.5
     */
    public record Params(LocalFiles file, double mean, double std) {

        public Params {
            if (file.sha256().size() != 1) {
                throw new IllegalArgumentException(
                        "file must name one file, got " + file.sha256().size());
            }
            if (!(std > 0)) {
                throw new IllegalArgumentException("std must be above 0, got " + std);
            }
        }
    }

    public NetworkPurification(Params params) {
        String name = params.file().sha256().firstKey();
        this.file = new ModelFile(
                "countermeasure of the file " + name,
                params.file().file(name),
                params.file().sha256().get(name));
        this.scale = new ImageNetwork.Scale(params.mean(), params.std());
    }

    @Override
    public FaceImage purify(FaceImage face, RandomGenerator random) {
        return purify(List.of(face), List.of(random)).get(0);
    }

    @Override
    public List<FaceImage> purify(List<FaceImage> faces, List<RandomGenerator> randoms) {
        try (NDManager manager = NDManager.newBaseManager(Device.cpu());
                ImageNetwork network = new ImageNetwork(file, scale, manager)) {
            return network.apply(faces);
        }
    }

    @Override
    public OptionalInt batch() {
        return OptionalInt.of(AT_ONCE);
    }

    @Override
    public Trust trust() {
        return Trust.APPLIED;
    }
}
