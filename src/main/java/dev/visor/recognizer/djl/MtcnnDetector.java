package dev.visor.recognizer.djl;

import ai.djl.Device;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.visor.core.Digest;
import dev.visor.core.InputError;
import dev.visor.core.image.Box;
import dev.visor.core.image.DetectedFace;
import dev.visor.core.image.Photo;
import dev.visor.recognizer.FaceDetector;
import dev.visor.recognizer.ModelFile;
import dev.visor.recognizer.djl.Candidate.Overlap;
import dev.visor.tensor.Compute;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * MTCNN: a cascade of three nets that propose, refine and mark faces.
 *
 * <p>Zhang et al., "Joint face detection and alignment using multi-task cascaded convolutional networks", 2016, in the
 * variant of facenet-pytorch (area resampling, its rounding and its counting of pixels from 1), with one difference:
 * levels of the image pyramid above {@link Settings#maxPixels()} are left out, so that a huge photo takes time and
 * memory like a large one; only its smallest faces are missed.
 */
public final class MtcnnDetector implements FaceDetector {

    /** P-Net's field of view and step, in pixels. */
    private static final int CELL = 12;

    private static final int STRIDE = 2;

    private static final int REFINE_SIDE = 24;
    private static final int OUTPUT_SIDE = 48;

    private static final int POINTS = 5;

    /** Faces in one call of R-Net or O-Net. */
    private static final int BATCH = 256;

    /** facenet-pytorch's weights as TorchScript: a detector decides every number, so its nets are pinned as recognizers are. */
    private static final Digest PNET = new Digest("ab52877c71f34b415505fae0a9d375c0f0d4503bcfeaf6485e84d90a0197eb96");

    private static final Digest RNET = new Digest("a44dddbb97c6bfbe3ebec9a543c68307c5f55760ea1eadbb1e5cf4daf3fcd972");
    private static final Digest ONET = new Digest("a81df758290ac22dc6bedee539e82725a8aff9ca8843ec58fdfc88040a668985");

    private final Settings settings;
    private final NDManager manager;
    private final MtcnnNet propose;
    private final MtcnnNet refine;
    private final MtcnnNet output;
    private final Digest digest;

    /**
     * @param minFace side of the smallest face, in pixels
     * @param factor between the levels of the image pyramid, in (0, 1)
     * @param proposeScore least score after P-Net, 0..1; then R-Net, then O-Net
     * @param maxPixels of a pyramid level
     */
    public record Settings(
            int minFace, double factor, double proposeScore, double refineScore, double outputScore, long maxPixels) {

        /** facenet-pytorch's, with faces from 40 pixels on: those that LFW's landmarks were made with. */
        public static final Settings STANDARD = new Settings(40, .709, .6, .7, .7, 4_000_000);

        public Settings {
            if (minFace < CELL || !(factor > 0 && factor < 1)) {
                throw new IllegalArgumentException(
                        "minFace must be at least %d pixels and factor lie in (0, 1), got %d and %s"
                                .formatted(CELL, minFace, factor));
            }
        }

        /** Returns the settings as they stand in digests, those of older records among them. */
        private String text() {
            return String.format(
                    Locale.ROOT,
                    "Settings[minFace=%s, factor=%s, proposeScore=%s, refineScore=%s, outputScore=%s, maxPixels=%s]",
                    minFace,
                    factor,
                    proposeScore,
                    refineScore,
                    outputScore,
                    maxPixels);
        }
    }

    /**
     * Loads {@code mtcnn_pnet.pt}, {@code mtcnn_rnet.pt} and {@code mtcnn_onet.pt}.
     *
     * @param folder that holds the three
     * @throws InputError if one is missing or another file
     */
    public MtcnnDetector(Path folder, Settings settings, Compute compute) {
        Device device = compute.manager().getDevice();
        this.settings = settings;
        this.manager = compute.manager().newSubManager();
        this.propose = MtcnnNet.load(file(folder, "mtcnn_pnet.pt", PNET), device);
        this.refine = MtcnnNet.load(file(folder, "mtcnn_rnet.pt", RNET), device);
        this.output = MtcnnNet.load(file(folder, "mtcnn_onet.pt", ONET), device);
        this.digest = Digest.builder("detector")
                .add("type", id())
                // As in older records.
                .add("version", 1)
                .add("pnet", PNET.hex())
                .add("rnet", RNET.hex())
                .add("onet", ONET.hex())
                .add("settings", settings.text())
                .build();
    }

    private static ModelFile file(Path folder, String name, Digest sha256) {
        return new ModelFile("detector mtcnn", folder.resolve(name), sha256);
    }

    @Override
    public String id() {
        return "mtcnn";
    }

    @Override
    public Digest digest() {
        return digest;
    }

    @Override
    public List<DetectedFace> detect(Photo photo) {
        AreaPyramid pyramid = new AreaPyramid(photo);
        List<Candidate> proposed =
                proposals(pyramid).stream().map(c -> c.calibrated(0).squared()).toList();
        List<Candidate> refined =
                Candidate.best(judge(refine, REFINE_SIDE, settings.refineScore(), proposed, pyramid), .7, Overlap.UNION)
                        .stream()
                        .map(c -> c.calibrated(1).squared())
                        .toList();
        List<Candidate> faces = judge(output, OUTPUT_SIDE, settings.outputScore(), refined, pyramid).stream()
                .map(c -> c.calibrated(1))
                .toList();
        return Candidate.best(faces, .7, Overlap.SMALLER).stream()
                .map(c -> new DetectedFace(c.box(), c.score(), c.landmarks()))
                .sorted(Comparator.comparingDouble(
                                (DetectedFace face) -> face.box().area())
                        .reversed())
                .toList();
    }

    @Override
    public void close() {
        propose.close();
        refine.close();
        output.close();
        manager.close();
    }

    /** P-Net over all levels of the pyramid. */
    private List<Candidate> proposals(AreaPyramid pyramid) {
        List<Candidate> all = new ArrayList<>();
        double scale = (double) CELL / settings.minFace();
        double shorter = Math.min(pyramid.width(), pyramid.height()) * scale;
        for (; shorter >= CELL; shorter *= settings.factor(), scale *= settings.factor()) {
            int width = (int) (pyramid.width() * scale + 1);
            int height = (int) (pyramid.height() * scale + 1);
            if ((long) width * height <= settings.maxPixels()) {
                all.addAll(Candidate.best(proposals(pyramid, scale, width, height), .5, Overlap.UNION));
            }
        }
        return Candidate.best(all, .7, Overlap.UNION);
    }

    private List<Candidate> proposals(AreaPyramid pyramid, double scale, int width, int height) {
        float[] pixels = new float[3 * width * height];
        pyramid.resample(0, 0, pyramid.width(), pyramid.height(), width, height, pixels, 0);
        try (NDManager scope = manager.newSubManager()) {
            NDList out = propose.forward(scope.create(pixels, new Shape(1, 3, height, width)));
            Shape cells = out.get(0).getShape();
            int columns = (int) cells.get(3);
            int plane = columns * (int) cells.get(2);
            float[] scores = out.get(0).toFloatArray();
            float[] offsets = out.get(1).toFloatArray();
            List<Candidate> found = new ArrayList<>();
            for (int i = 0; i < plane; i++) {
                float score = scores[plane + i];
                if (score >= settings.proposeScore()) {
                    found.add(new Candidate(
                            cell(i % columns, i / columns, scale),
                            score,
                            new float[] {offsets[i], offsets[plane + i], offsets[2 * plane + i], offsets[3 * plane + i]
                            },
                            List.of()));
                }
            }
            return found;
        }
    }

    /** The photo's rectangle that a cell of P-Net looks at. */
    private static Box cell(int column, int row, double scale) {
        return new Box(
                Math.floor((STRIDE * column + 1) / scale),
                Math.floor((STRIDE * row + 1) / scale),
                Math.floor((STRIDE * column + CELL) / scale),
                Math.floor((STRIDE * row + CELL) / scale));
    }

    /** Keeps the candidates that R-Net or O-Net takes for faces, with its score, offsets and points. */
    private List<Candidate> judge(
            MtcnnNet net, int side, double least, List<Candidate> candidates, AreaPyramid pyramid) {
        List<Candidate> inside = candidates.stream()
                .filter(c -> !Window.of(c.box(), pyramid).empty())
                .toList();
        List<Candidate> passed = new ArrayList<>();
        for (int start = 0; start < inside.size(); start += BATCH) {
            List<Candidate> batch = inside.subList(start, Math.min(inside.size(), start + BATCH));
            float[] pixels = new float[batch.size() * 3 * side * side];
            for (int i = 0; i < batch.size(); i++) {
                Window w = Window.of(batch.get(i).box(), pyramid);
                pyramid.resample(w.left(), w.top(), w.right(), w.bottom(), side, side, pixels, i * 3 * side * side);
            }
            try (NDManager scope = manager.newSubManager()) {
                NDList out = net.forward(scope.create(pixels, new Shape(batch.size(), 3, side, side)));
                float[] scores = out.get(0).toFloatArray();
                float[] offsets = out.get(1).toFloatArray();
                float[] points = out.size() > 2 ? out.get(2).toFloatArray() : new float[0];
                for (int i = 0; i < batch.size(); i++) {
                    float score = scores[2 * i + 1];
                    if (score > least) {
                        Box box = batch.get(i).box();
                        passed.add(new Candidate(
                                box, score, slice(offsets, i, 4), Candidate.points(box, slice(points, i, 2 * POINTS))));
                    }
                }
            }
        }
        return passed;
    }

    private static float[] slice(float[] rows, int row, int length) {
        return rows.length == 0 ? rows : Arrays.copyOfRange(rows, row * length, (row + 1) * length);
    }

    /** The part of a box that lies in the photo: columns left to right - 1, rows top to bottom - 1, counted from 0. */
    private record Window(int left, int top, int right, int bottom) {

        /** Truncated and counted from 1 to count from 0, as MTCNN does. */
        static Window of(Box box, AreaPyramid pyramid) {
            return new Window(
                    Math.max((int) box.left(), 1) - 1,
                    Math.max((int) box.top(), 1) - 1,
                    Math.min((int) box.right(), pyramid.width()),
                    Math.min((int) box.bottom(), pyramid.height()));
        }

        boolean empty() {
            return right <= left || bottom <= top;
        }
    }
}
