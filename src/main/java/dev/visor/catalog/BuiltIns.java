package dev.visor.catalog;

import dev.visor.attack.Countermeasure;
import dev.visor.attack.RecognitionAttack;
import dev.visor.attack.TrainingSideAttack;
import dev.visor.attack.adaptive.KnownDefense;
import dev.visor.attack.adaptive.MakeupRemoval;
import dev.visor.attack.adaptive.ObliviousDenoiser;
import dev.visor.attack.adaptive.PairLinkage;
import dev.visor.attack.adaptive.RecognizerTuning;
import dev.visor.attack.adaptive.Removal;
import dev.visor.attack.external.CommandPurification;
import dev.visor.attack.external.NetworkPurification;
import dev.visor.attack.external.SuppliedReconstructions;
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
import dev.visor.attack.purification.ResidualAverage;
import dev.visor.attack.purification.Resize;
import dev.visor.attack.purification.TotalVariation;
import dev.visor.attack.purification.Untouched;
import dev.visor.attack.zoo.GrowingGallery;
import dev.visor.attack.zoo.Identification;
import dev.visor.attack.zoo.MateAmongDistractors;
import dev.visor.attack.zoo.NewerRecognizer;
import dev.visor.attack.zoo.OtherLook;
import dev.visor.attack.zoo.Recall;
import dev.visor.attack.zoo.SeveralDraws;
import dev.visor.attack.zoo.Verification;
import dev.visor.attack.zoo.View2;
import dev.visor.catalog.type.PluginTypes;
import dev.visor.catalog.type.Registry;
import dev.visor.dataset.DataSetType;
import dev.visor.dataset.layout.Ijb;
import dev.visor.dataset.layout.LabelledPhotos;
import dev.visor.dataset.layout.Lfw;
import dev.visor.dataset.layout.NamedFiles;
import dev.visor.dataset.layout.NestedFolder;
import dev.visor.dataset.layout.Orl;
import dev.visor.dataset.layout.PairLines;
import dev.visor.dataset.layout.PairList;
import dev.visor.dataset.layout.PlainFolder;
import dev.visor.dataset.pack.InsightFaceBin;
import dev.visor.defense.Defense;
import dev.visor.defense.composition.Composed;
import dev.visor.defense.external.AddedPerturbation;
import dev.visor.defense.external.CommandDefense;
import dev.visor.defense.external.NetworkDefense;
import dev.visor.defense.makeup.AdversarialMakeup;
import dev.visor.defense.makeup.DfppStyle;
import dev.visor.defense.makeup.Makeup;
import dev.visor.defense.makeup.PhotoMakeup;
import dev.visor.defense.masking.AhmStyle;
import dev.visor.defense.masking.Augmentation;
import dev.visor.defense.masking.Dctdp;
import dev.visor.defense.masking.DpNoise;
import dev.visor.defense.masking.DpSgd;
import dev.visor.defense.masking.FrequencyMask;
import dev.visor.defense.masking.InstaHide;
import dev.visor.defense.masking.LdpSlicing;
import dev.visor.defense.masking.MixUp;
import dev.visor.defense.obfuscation.GaussianBlur;
import dev.visor.defense.obfuscation.None;
import dev.visor.defense.obfuscation.Pixelation;
import dev.visor.defense.obfuscation.UniformNoise;
import dev.visor.defense.person.MomentumPerturbation;
import dev.visor.defense.person.PersonPerturbation;
import dev.visor.defense.perturbation.CenterOpt;
import dev.visor.defense.perturbation.Mim;
import dev.visor.defense.perturbation.MtDim;
import dev.visor.defense.perturbation.PerturbationParams;
import dev.visor.defense.perturbation.TipIm;
import dev.visor.defense.perturbation.TipImFast;
import dev.visor.defense.watermark.Watermark;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The one list of all types: a word in a file, its parameters, and how it is made. */
public final class BuiltIns {

    private BuiltIns() {}

    /** Returns all types, to which others may be added. */
    public static PluginTypes types() {
        return new PluginTypes(defenses(), recognitionAttacks(), countermeasures(), inversionAttacks());
    }

    /** Lists the defenses by the folder below {@code defenses/} that holds their entries. */
    public static SortedMap<String, Registry<Defense>> defenses() {
        return new TreeMap<>(Map.of(
                "control",
                new Registry<Defense>().add("none", None::new),
                "obfuscation",
                new Registry<Defense>()
                        .add("noise", UniformNoise.Params.class, UniformNoise::new)
                        .add("blur", GaussianBlur.Params.class, GaussianBlur::new)
                        .add("pixelation", Pixelation.Params.class, Pixelation::new),
                "external",
                new Registry<Defense>()
                        .add("command", CommandDefense.Params.class, CommandDefense::new)
                        .add("network", NetworkDefense.Params.class, NetworkDefense::new)
                        .add("perturbation", AddedPerturbation.Params.class, AddedPerturbation::new),
                "person",
                new Registry<Defense>()
                        .add("person-perturbation", PersonPerturbation.Params.class, PersonPerturbation::new)
                        .add("person-momentum", MomentumPerturbation.Params.class, MomentumPerturbation::new),
                "makeup",
                new Registry<Defense>()
                        .add("makeup", Makeup.Params.class, Makeup::new)
                        .add("makeup-adversarial", AdversarialMakeup.Params.class, AdversarialMakeup::new)
                        .add("makeup-photo", PhotoMakeup.Params.class, PhotoMakeup::new)
                        .add("dfpp-style", DfppStyle.Params.class, DfppStyle::new),
                "composed",
                new Registry<Defense>().add("composed", Composed.Params.class, Composed::new),
                "watermark",
                new Registry<Defense>()
                        .add("watermark", Watermark.Plain.class, Watermark::new)
                        .add("dpg-style", Watermark.Dodging.class, Watermark::new),
                "perturbation",
                new Registry<Defense>()
                        .add("mim", PerturbationParams.class, Mim::new)
                        .add("dim", PerturbationParams.class, Mim::new)
                        .add("mt-dim", PerturbationParams.class, MtDim::new)
                        .add("center-opt", PerturbationParams.class, CenterOpt::new)
                        .add("tip-im", TipIm.Params.class, TipIm::new)
                        .add("tip-im-fast", TipImFast.Params.class, TipImFast::new),
                "masking",
                new Registry<Defense>()
                        .add("ahm", AhmStyle.Params.class, AhmStyle::new)
                        .add("augmentation", Augmentation.Params.class, Augmentation::new)
                        .add("dctdp", Dctdp.Params.class, Dctdp::new)
                        .add("dp-noise", DpNoise.Params.class, DpNoise::new)
                        .add("dp-sgd", DpSgd.Params.class, DpSgd::new)
                        .add("frequency-mask", FrequencyMask.Params.class, FrequencyMask::new)
                        .add("instahide", InstaHide.Params.class, InstaHide::new)
                        .add("ldp-slicing", LdpSlicing.Params.class, LdpSlicing::new)
                        .add("mixup", MixUp.Params.class, MixUp::new)));
    }

    /** Lists the attacks that ask a recognizer about protected photos: {@code attacks/recognition}. */
    public static Registry<RecognitionAttack> recognitionAttacks() {
        return new Registry<RecognitionAttack>()
                .add("verification", Verification.Params.class, Verification::new)
                .add("identification", Identification::new)
                .add("recall", Recall::new)
                .add("mate-among-distractors", MateAmongDistractors::new)
                .add("growing-gallery", GrowingGallery.Params.class, GrowingGallery::new)
                .add("view2", View2.Params.class, View2::new);
    }

    /** Lists what can be put before every recognition attack: {@code attacks/countermeasures}. */
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
                .add("residual-average", ResidualAverage.Params.class, ResidualAverage::new)
                .add("removal", Removal.Params.class, Removal::new)
                .add("newer-recognizer", NewerRecognizer.Params.class, NewerRecognizer::new)
                .add("command", CommandPurification.Params.class, CommandPurification::new)
                .add("network", NetworkPurification.Params.class, NetworkPurification::new)
                .add("denoiser", ObliviousDenoiser::new)
                .add("known-defense", KnownDefense::new)
                .add("makeup-removal", MakeupRemoval.Params.class, MakeupRemoval::new)
                .add("tuned-recognizer", RecognizerTuning::new)
                .add("other-look", OtherLook.Params.class, OtherLook::new)
                .add("several-draws", SeveralDraws.Params.class, SeveralDraws::new)
                .add("linkage-by-pairs", PairLinkage.Params.class, PairLinkage::new);
    }

    /**
     * Lists the attacks that reconstruct or link the people whom a recognizer was trained on:
     * {@code attacks/inversion}.
     */
    public static Registry<TrainingSideAttack> inversionAttacks() {
        return new Registry<TrainingSideAttack>()
                .add("look", InverseTransformBaseline::new)
                .add("images", SuppliedReconstructions.Params.class, SuppliedReconstructions::new)
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
                "torchscript",
                new RecognizerType(List.of(), true, true),
                "face-api",
                new RecognizerType(List.of("manifest", "manifest_sha256"), false, true),
                "onnx",
                new RecognizerType(List.of(), true, false),
                RecognizerType.COMMAND,
                new RecognizerType(List.of(), false, true));
    }

    /** Lists the ways in which data sets may lie on disk: {@code docs/datasets.md} shows each. */
    static Map<String, DataSetType> dataSetTypes() {
        return Map.of(
                "lfw",
                new DataSetType(
                        "Labeled Faces in the Wild, with its own pairs and landmarks.csv",
                        true,
                        false,
                        Set.of(),
                        Set.of("pairs"),
                        (params, place) -> new Lfw(params.getOrDefault("pairs", Lfw.VIEW_2))),
                "orl",
                DataSetType.of("folders s1 to s40 of ten PGM photos", new Orl()),
                "folder",
                DataSetType.of("one folder a person", new PlainFolder()),
                "nested-folder",
                DataSetType.of("one folder a person, and in it folders of photos", new NestedFolder()),
                "named-files",
                new DataSetType(
                        "one folder of photos whose names say who it is",
                        true,
                        false,
                        Set.of("names"),
                        Set.of(),
                        (params, place) -> new NamedFiles(params.get("names"))),
                "labelled-photos",
                new DataSetType(
                        "photos with several people, and a file that says who is who",
                        true,
                        false,
                        Set.of(),
                        Set.of(),
                        (params, place) -> new LabelledPhotos(place.labels())),
                "pairs-csv",
                pairs("a CSV file of pairs: two photos, whether they show one person, and the fold", PairLines.CSV),
                "pairs-txt",
                pairs("a list of pairs: two photos and 0 or 1", PairLines.TXT),
                "ijb",
                new DataSetType(
                        "IJB-B or IJB-C as InsightFace lists them: templates of several photos, and pairs of templates",
                        false,
                        false,
                        Set.of(),
                        Set.of(),
                        (params, place) -> new Ijb()),
                "insightface-bin",
                new DataSetType(
                        "InsightFace's packed pairs, such as lfw.bin or cfp_fp.bin",
                        false,
                        true,
                        Set.of(),
                        Set.of(),
                        (params, place) -> new InsightFaceBin()));
    }

    private static DataSetType pairs(String summary, PairLines form) {
        return new DataSetType(
                summary,
                false,
                false,
                Set.of(),
                Set.of("photos"),
                (params, place) -> new PairList(
                        form, Optional.ofNullable(params.get("photos")).map(place.folder())));
    }

    static Map<String, String> detectors() {
        return Map.of(
                "mtcnn", "three cascaded nets, from the assets folder",
                "ultra-light", "a small net that comes by package name",
                "landmarks", "the points that the data set itself tells");
    }
}
