package dev.visor.catalog;

import dev.visor.attack.Countermeasure;
import dev.visor.attack.RecognitionAttack;
import dev.visor.attack.TrainingSideAttack;
import dev.visor.attack.adaptive.KnownDefense;
import dev.visor.attack.adaptive.ObliviousDenoiser;
import dev.visor.attack.adaptive.RecognizerTuning;
import dev.visor.attack.inversion.decoder.Cgan;
import dev.visor.attack.inversion.decoder.RecoveryUnet;
import dev.visor.attack.inversion.gan.BrepMi;
import dev.visor.attack.inversion.gan.Gmi;
import dev.visor.attack.inversion.leak.InverseTransformBaseline;
import dev.visor.attack.inversion.linkage.Linkage;
import dev.visor.attack.inversion.search.MiFace;
import dev.visor.attack.inversion.unmix.UnmixAverage;
import dev.visor.attack.inversion.unmix.UnmixCluster;
import dev.visor.attack.inversion.unmix.UnmixReplay;
import dev.visor.attack.purification.BitDepth;
import dev.visor.attack.purification.Blur;
import dev.visor.attack.purification.Jpeg;
import dev.visor.attack.purification.Median;
import dev.visor.attack.purification.RandomResizePad;
import dev.visor.attack.purification.Resize;
import dev.visor.attack.purification.TotalVariation;
import dev.visor.attack.purification.Untouched;
import dev.visor.attack.zoo.Identification;
import dev.visor.attack.zoo.NewerRecognizer;
import dev.visor.attack.zoo.Verification;
import dev.visor.attack.zoo.View2;
import dev.visor.defense.Defense;
import dev.visor.defense.masking.AhmStyle;
import dev.visor.defense.masking.Augmentation;
import dev.visor.defense.masking.Dctdp;
import dev.visor.defense.masking.DpNoise;
import dev.visor.defense.masking.DpSgd;
import dev.visor.defense.masking.FrequencyMask;
import dev.visor.defense.masking.InstaHide;
import dev.visor.defense.masking.MixUp;
import dev.visor.defense.obfuscation.GaussianBlur;
import dev.visor.defense.obfuscation.None;
import dev.visor.defense.obfuscation.Pixelation;
import dev.visor.defense.obfuscation.UniformNoise;
import dev.visor.defense.perturbation.CenterOpt;
import dev.visor.defense.perturbation.Mim;
import dev.visor.defense.perturbation.MtDim;
import dev.visor.defense.perturbation.PerturbationParams;
import dev.visor.defense.perturbation.TipIm;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The one list of all types: a word in a file, its parameters, and how it is made. */
public final class BuiltIns {

    private BuiltIns() {}

    /** By the folder below {@code defenses/} that holds their entries. */
    public static SortedMap<String, Registry<Defense>> defenses() {
        return new TreeMap<>(Map.of(
                "control",
                new Registry<Defense>().add("none", None::new),
                "obfuscation",
                new Registry<Defense>()
                        .add("noise", UniformNoise.Params.class, UniformNoise::new)
                        .add("blur", GaussianBlur.Params.class, GaussianBlur::new)
                        .add("pixelation", Pixelation.Params.class, Pixelation::new),
                "perturbation",
                new Registry<Defense>()
                        .add("mim", PerturbationParams.class, Mim::new)
                        .add("dim", PerturbationParams.class, Mim::new)
                        .add("mt-dim", PerturbationParams.class, MtDim::new)
                        .add("center-opt", PerturbationParams.class, CenterOpt::new)
                        .add("tip-im", TipIm.Params.class, TipIm::new),
                "masking",
                new Registry<Defense>()
                        .add("ahm", AhmStyle.Params.class, AhmStyle::new)
                        .add("augmentation", Augmentation.Params.class, Augmentation::new)
                        .add("dctdp", Dctdp.Params.class, Dctdp::new)
                        .add("dp-noise", DpNoise.Params.class, DpNoise::new)
                        .add("dp-sgd", DpSgd.Params.class, DpSgd::new)
                        .add("frequency-mask", FrequencyMask.Params.class, FrequencyMask::new)
                        .add("instahide", InstaHide.Params.class, InstaHide::new)
                        .add("mixup", MixUp.Params.class, MixUp::new)));
    }

    /** What asks a recognizer about protected photos: {@code attacks/recognition}. */
    public static Registry<RecognitionAttack> recognitionAttacks() {
        return new Registry<RecognitionAttack>()
                .add("verification", Verification.Params.class, Verification::new)
                .add("identification", Identification::new)
                .add("view2", View2.Params.class, View2::new);
    }

    /** What is put before every recognition attack: {@code attacks/countermeasures}. */
    public static Registry<Countermeasure> countermeasures() {
        return new Registry<Countermeasure>()
                .add("none", Untouched::new)
                .add("bit-depth", BitDepth.Params.class, BitDepth::new)
                .add("jpeg", Jpeg.Params.class, Jpeg::new)
                .add("resize", Resize.Params.class, Resize::new)
                .add("blur", Blur.Params.class, Blur::new)
                .add("median", Median.Params.class, Median::new)
                .add("total-variation", TotalVariation.Params.class, TotalVariation::new)
                .add("random-resize-pad", RandomResizePad.Params.class, RandomResizePad::new)
                .add("newer-recognizer", NewerRecognizer.Params.class, NewerRecognizer::new)
                .add("denoiser", ObliviousDenoiser::new)
                .add("known-defense", KnownDefense::new)
                .add("tuned-recognizer", RecognizerTuning::new);
    }

    /** What reconstructs or links the people whom a recognizer was trained on: {@code attacks/inversion}. */
    public static Registry<TrainingSideAttack> inversionAttacks() {
        return new Registry<TrainingSideAttack>()
                .add("look", InverseTransformBaseline::new)
                .add("cgan", Cgan.Params.class, Cgan::new)
                .add("linkage", Linkage.Params.class, Linkage::new)
                .add("recovery-unet", RecoveryUnet.Params.class, RecoveryUnet::new)
                .add("unmix-average", UnmixAverage.Params.class, UnmixAverage::new)
                .add("unmix-cluster", UnmixCluster.Params.class, UnmixCluster::new)
                .add("unmix-replay", UnmixReplay.Params.class, UnmixReplay::new)
                .add("brep-mi", BrepMi.Params.class, BrepMi::new)
                .add("gmi", Gmi.Params.class, Gmi::new)
                .add("mi-face-pca", MiFace.Components.class, MiFace::new)
                .add("mi-face-pixel", MiFace.Pixels.class, MiFace::new);
    }

    static Map<String, RecognizerType> recognizerTypes() {
        return Map.of(
                "torchscript", new RecognizerType(List.of(), true, true),
                "face-api", new RecognizerType(List.of("manifest", "manifest_sha256"), false, true),
                "onnx", new RecognizerType(List.of(), true, false));
    }

    static Map<String, String> dataSetTypes() {
        return Map.of(
                "lfw", "Labeled Faces in the Wild, with its own pairs and landmarks.csv",
                "orl", "folders s1 to s40 of ten PGM photos",
                "folder", "one folder a person",
                "labelled-photos", "photos with several people, and a file that says who is who");
    }

    static Map<String, String> detectors() {
        return Map.of(
                "mtcnn", "three cascaded nets, from the assets folder",
                "ultra-light", "a small net that comes by package name",
                "landmarks", "the points that the data set itself tells");
    }
}
