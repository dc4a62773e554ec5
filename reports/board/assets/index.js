window.visorIndex = {
  "pages" : [
    {
      "title" : "ahm",
      "kind" : "defense",
      "path" : "entries/defense-ahm.html",
      "words" : "our reconstruction of adaptive hybrid masking: frequency-masked faces mixed k at a time, k of each face chosen by a strategy network that REINFORCE rewards with the recognizer's loss arXiv 2403.10558, abstract and second-hand summaries only; US 2024/0119714"
    },
    {
      "title" : "ahm-k2",
      "kind" : "defense",
      "path" : "entries/defense-ahm-k2.html",
      "words" : "ahm, our reconstruction, with k always 2 in place of the strategy arXiv 2403.10558, abstract and second-hand summaries only; US 2024/0119714"
    },
    {
      "title" : "ahm-k3",
      "kind" : "defense",
      "path" : "entries/defense-ahm-k3.html",
      "words" : "ahm, our reconstruction, with k always 3 in place of the strategy arXiv 2403.10558, abstract and second-hand summaries only; US 2024/0119714"
    },
    {
      "title" : "ahm-k4",
      "kind" : "defense",
      "path" : "entries/defense-ahm-k4.html",
      "words" : "ahm, our reconstruction, with k always 4 in place of the strategy arXiv 2403.10558, abstract and second-hand summaries only; US 2024/0119714"
    },
    {
      "title" : "ahm-k5",
      "kind" : "defense",
      "path" : "entries/defense-ahm-k5.html",
      "words" : "ahm, our reconstruction, with k always 5 in place of the strategy arXiv 2403.10558, abstract and second-hand summaries only; US 2024/0119714"
    },
    {
      "title" : "ahm-k6",
      "kind" : "defense",
      "path" : "entries/defense-ahm-k6.html",
      "words" : "ahm, our reconstruction, with k always 6 in place of the strategy arXiv 2403.10558, abstract and second-hand summaries only; US 2024/0119714"
    },
    {
      "title" : "ahm-uniform",
      "kind" : "defense",
      "path" : "entries/defense-ahm-uniform.html",
      "words" : "ahm, our reconstruction, with k drawn evenly from 2 to 6 in place of the strategy arXiv 2403.10558, abstract and second-hand summaries only; US 2024/0119714"
    },
    {
      "title" : "augmentation",
      "kind" : "defense",
      "path" : "entries/defense-augmentation.html",
      "words" : "the recognizer learns from mirrored, moved, lightened and partly erased photos; variety without privacy none"
    },
    {
      "title" : "center-opt",
      "kind" : "defense",
      "path" : "entries/defense-center-opt.html",
      "words" : "steps toward all targets at once as described in Yang et al., ICCV 2021"
    },
    {
      "title" : "dctdp",
      "kind" : "defense",
      "path" : "entries/defense-dctdp.html",
      "words" : "36 block DCT maps, those of frequency-mask, with Laplace noise whose budget, 16 a coefficient in the mean, is learned with the recognizer; our reconstruction of DCTDP; a budget of 4 at our certain sensitivity teaches a small net nothing Ji et al., Privacy-Preserving Face Recognition with Learnable Privacy Budgets in Frequency Domain, ECCV 2022, and its code in TFace, which takes a sensitivity of 1 for every coefficient; here they are clipped, so that it is certain"
    },
    {
      "title" : "dim",
      "kind" : "defense",
      "path" : "entries/defense-dim.html",
      "words" : "mim with random resizing and padding at every step Xie et al., Improving Transferability of Adversarial Examples with Input Diversity, CVPR 2019; multi-target use as described in Yang et al., ICCV 2021"
    },
    {
      "title" : "dim-affine",
      "kind" : "defense",
      "path" : "entries/defense-dim-affine.html",
      "words" : "mim with the input diversity of TIP-IM's code, stronger than DIM's own Xie et al., Improving Transferability of Adversarial Examples with Input Diversity, CVPR 2019; multi-target use as described in Yang et al., ICCV 2021"
    },
    {
      "title" : "dp-noise-eps16",
      "kind" : "defense",
      "path" : "entries/defense-dp-noise-eps16.html",
      "words" : "Laplace noise of epsilon 16 on every pixel value, which is 3 x side x side x 16 on a photo, in training and at every query Dwork et al., Calibrating Noise to Sensitivity, TCC 2006; on pixels, for comparison"
    },
    {
      "title" : "dp-noise-eps4",
      "kind" : "defense",
      "path" : "entries/defense-dp-noise-eps4.html",
      "words" : "Laplace noise of epsilon 4 on every pixel value, which is 3 x side x side x 4 on a photo, in training and at every query Dwork et al., Calibrating Noise to Sensitivity, TCC 2006; on pixels, for comparison"
    },
    {
      "title" : "dp-sgd-noise-0-3",
      "kind" : "defense",
      "path" : "entries/defense-dp-sgd-noise-0-3.html",
      "words" : "DP-SGD: gradients of single photos clipped at 1, noise of 0.3 times that on their sum Abadi et al., Deep Learning with Differential Privacy, CCS 2016"
    },
    {
      "title" : "dp-sgd-noise-1",
      "kind" : "defense",
      "path" : "entries/defense-dp-sgd-noise-1.html",
      "words" : "DP-SGD: gradients of single photos clipped at 1, noise of 1.0 times that on their sum Abadi et al., Deep Learning with Differential Privacy, CCS 2016"
    },
    {
      "title" : "dpg-style",
      "kind" : "defense",
      "path" : "entries/defense-dpg-style.html",
      "words" : "a watermark of 30 bits that names its owner and leads surrogates astray, by first-order meta-optimization; trained by the run Double Privacy Guard, arXiv 2404.14693 (renamed DIP-Watermark), of which abstracts alone can be read"
    },
    {
      "title" : "fi-uap",
      "kind" : "defense",
      "path" : "entries/defense-fi-uap.html",
      "words" : "FI-UAP: squared difference from the own clean photos Zhong and Deng, OPOM: Customized Invisible Cloak towards Face Privacy Protection, TPAMI 2022; as its code does it, but for the surrogate"
    },
    {
      "title" : "fi-uap-all",
      "kind" : "defense",
      "path" : "entries/defense-fi-uap-all.html",
      "words" : "FI-UAP-all: cosines of all pairs of a protected and a clean photo Zhong and Deng, OPOM: Customized Invisible Cloak towards Face Privacy Protection, TPAMI 2022; as its code does it, but for the surrogate"
    },
    {
      "title" : "frequency-mask",
      "kind" : "defense",
      "path" : "entries/defense-frequency-mask.html",
      "words" : "36 block DCT maps without DC, standardised, mixed and shuffled by a secret; our reconstruction of PPFR-FD's masking Wang et al., Privacy-Preserving Face Recognition in the Frequency Domain, AAAI 2022, not its formulas"
    },
    {
      "title" : "instahide",
      "kind" : "defense",
      "path" : "entries/defense-instahide.html",
      "words" : "4 photos of the batch are mixed and every value keeps or loses its sign at random; our reconstruction, asked with single photos Huang et al., InstaHide, ICML 2020; not mixed with public photos, nor at queries"
    },
    {
      "title" : "mim",
      "kind" : "defense",
      "path" : "entries/defense-mim.html",
      "words" : "momentum iterative steps to one target, the best of all on the surrogate Dong et al., Boosting Adversarial Attacks with Momentum, CVPR 2018; multi-target use as described in Yang et al., ICCV 2021"
    },
    {
      "title" : "mixup-k2",
      "kind" : "defense",
      "path" : "entries/defense-mixup-k2.html",
      "words" : "the recognizer learns from weighted means of 2 photos and their labels Zhang et al., mixup, ICLR 2018; shares not Beta(a, a) as there but uniform with none above .65, as in InstaHide; more than two photos are ours, too"
    },
    {
      "title" : "mixup-k4",
      "kind" : "defense",
      "path" : "entries/defense-mixup-k4.html",
      "words" : "the recognizer learns from weighted means of 4 photos and their labels Zhang et al., mixup, ICLR 2018; shares not Beta(a, a) as there but uniform with none above .65, as in InstaHide; more than two photos are ours, too"
    },
    {
      "title" : "mixup-k6",
      "kind" : "defense",
      "path" : "entries/defense-mixup-k6.html",
      "words" : "the recognizer learns from weighted means of 6 photos and their labels Zhang et al., mixup, ICLR 2018; shares not Beta(a, a) as there but uniform with none above .65, as in InstaHide; more than two photos are ours, too"
    },
    {
      "title" : "mt-dim",
      "kind" : "defense",
      "path" : "entries/defense-mt-dim.html",
      "words" : "dim with a target chosen anew at every step as described in Yang et al., ICCV 2021"
    },
    {
      "title" : "noise",
      "kind" : "defense",
      "path" : "entries/defense-noise.html",
      "words" : "uniform noise of the same size as the protections none"
    },
    {
      "title" : "none",
      "kind" : "defense",
      "path" : "entries/defense-none.html",
      "words" : "nothing; the control of every number none"
    },
    {
      "title" : "opom-affine",
      "kind" : "defense",
      "path" : "entries/defense-opom-affine.html",
      "words" : "OPOM-AffineHull: difference from the nearest affine combination of clean photos Zhong and Deng, OPOM: Customized Invisible Cloak towards Face Privacy Protection, TPAMI 2022; as its code does it, but for the surrogate"
    },
    {
      "title" : "opom-center",
      "kind" : "defense",
      "path" : "entries/defense-opom-center.html",
      "words" : "OPOM-ClassCenter: difference from the mean clean photo Zhong and Deng, OPOM: Customized Invisible Cloak towards Face Privacy Protection, TPAMI 2022; as its code does it, but for the surrogate"
    },
    {
      "title" : "opom-convex",
      "kind" : "defense",
      "path" : "entries/defense-opom-convex.html",
      "words" : "OPOM-ConvexHull: difference from the nearest convex combination of clean photos Zhong and Deng, OPOM: Customized Invisible Cloak towards Face Privacy Protection, TPAMI 2022; as its code does it, but for the surrogate"
    },
    {
      "title" : "p3-mask",
      "kind" : "defense",
      "path" : "entries/defense-p3-mask.html",
      "words" : "P3-Mask: angles to the own clean photos, summed over surrogates, SSIM kept near .94 by a weight that moves Chow et al., Personalized Privacy Protection Mask Against Unauthorized Facial Recognition (Chameleon), ECCV 2024; as its code does it, with the box of the face from its landmarks"
    },
    {
      "title" : "p3-mask-aligned",
      "kind" : "defense",
      "path" : "entries/defense-p3-mask-aligned.html",
      "words" : "p3-mask on faces that are cut as the recognizers take them Chow et al., Personalized Privacy Protection Mask Against Unauthorized Facial Recognition (Chameleon), ECCV 2024; not on the loose box of its code"
    },
    {
      "title" : "p3-mask-cos",
      "kind" : "defense",
      "path" : "entries/defense-p3-mask-cos.html",
      "words" : "the P3-Mask with which Protego compares itself: mean cosine, SSIM kept near .95 Protego, CVPR 2026, its baseline; on faces of 112 pixels, not 224"
    },
    {
      "title" : "p3-mask-everybody",
      "kind" : "defense",
      "path" : "entries/defense-p3-mask-everybody.html",
      "words" : "p3-mask-aligned, but one perturbation for all people: a control Chow et al., Personalized Privacy Protection Mask Against Unauthorized Facial Recognition (Chameleon), ECCV 2024; a control of ours"
    },
    {
      "title" : "protego-flat",
      "kind" : "defense",
      "path" : "entries/defense-protego-flat.html",
      "words" : "Protego's loss, which drives a person's protected photos apart, on flat faces Protego, CVPR 2026; without its 3D face model, so without its warp; on faces of 112 pixels, not 224"
    },
    {
      "title" : "protego-mesh",
      "kind" : "defense",
      "path" : "entries/defense-protego-mesh.html",
      "words" : "Protego: its loss, learned in a texture that is drawn onto the surface of each face Protego, CVPR 2026; with MediaPipe's mesh of 468 points in place of SMIRK and FLAME; faces and texture of 112 pixels, not 224"
    },
    {
      "title" : "tip-im-paper",
      "kind" : "defense",
      "path" : "entries/defense-tip-im-paper.html",
      "words" : "TIP-IM as its paper states it Yang et al., Towards Face Encryption by Generating Adversarial Identity Masks, ICCV 2021, arXiv 2003.06814"
    },
    {
      "title" : "tip-im-repo",
      "kind" : "defense",
      "path" : "entries/defense-tip-im-repo.html",
      "words" : "TIP-IM as its published code runs by default Yang et al., Towards Face Encryption by Generating Adversarial Identity Masks, ICCV 2021, arXiv 2003.06814; code ShawnXYang/TIP-IM"
    },
    {
      "title" : "tip-im-smoke",
      "kind" : "defense",
      "path" : "entries/defense-tip-im-smoke.html",
      "words" : "tip-im-paper with 3 of its 50 iterations, for tests Yang et al., Towards Face Encryption by Generating Adversarial Identity Masks, ICCV 2021, arXiv 2003.06814"
    },
    {
      "title" : "tip-im-then-watermark",
      "kind" : "defense",
      "path" : "entries/defense-tip-im-then-watermark.html",
      "words" : "TIP-IM with the paper's settings, then a watermark that names its owner ours; combinations of this kind are what Double Privacy Guard, arXiv 2404.14693, compares itself with"
    },
    {
      "title" : "watermark",
      "kind" : "defense",
      "path" : "entries/defense-watermark.html",
      "words" : "a watermark of 30 bits that names its owner and leaves recognition alone; trained by the run ours, after HiDDeN (Zhu et al., ECCV 2018): encoder, distortions and decoder trained together"
    },
    {
      "title" : "watermark-then-tip-im",
      "kind" : "defense",
      "path" : "entries/defense-watermark-then-tip-im.html",
      "words" : "a watermark that names its owner, then TIP-IM with the paper's settings ours; combinations of this kind are what Double Privacy Guard, arXiv 2404.14693, compares itself with"
    },
    {
      "title" : "brep-mi",
      "kind" : "attack",
      "path" : "entries/attack-brep-mi.html",
      "words" : "inversion, label-only: walks from the boundary of the wanted person's region in the space of a generator of public faces Kahla et al., Label-Only Model Inversion Attacks via Boundary Repulsion, CVPR 2022; our reconstruction, with the generator of gmi"
    },
    {
      "title" : "cgan-black",
      "kind" : "attack",
      "path" : "entries/attack-cgan-black.html",
      "words" : "a conditional GAN learns on public photos to get from the embeddings that the target answers with back to the face; our reconstruction named by Hybrid Defense Strategy for Face Recognition Model Inversion Attack (ICLR 2024 submission); built after Yang et al., Neural Network Inversion in Adversarial Setting via Background Knowledge Alignment, CCS 2019"
    },
    {
      "title" : "cgan-white",
      "kind" : "attack",
      "path" : "entries/attack-cgan-white.html",
      "words" : "a conditional GAN learns on public photos to get from the embeddings that the target answers with back to the face, by the target's gradient, too; our reconstruction named by Hybrid Defense Strategy for Face Recognition Model Inversion Attack (ICLR 2024 submission); built after Yang et al., Neural Network Inversion in Adversarial Setting via Background Knowledge Alignment, CCS 2019"
    },
    {
      "title" : "gmi",
      "kind" : "attack",
      "path" : "entries/attack-gmi.html",
      "words" : "inversion, white-box: a generator of public faces is searched for one that looks real and is taken for the wanted person Zhang et al., The Secret Revealer, CVPR 2020; our reconstruction with a small generator, spectrally normalized"
    },
    {
      "title" : "growing-gallery",
      "kind" : "attack",
      "path" : "entries/attack-growing-gallery.html",
      "words" : "a tracker who enrolls whatever he accepts, and looks again DynTracker, CCS 2025, arXiv 2501.06533; from its abstract"
    },
    {
      "title" : "linkage-small",
      "kind" : "attack",
      "path" : "entries/attack-linkage-small.html",
      "words" : "a small student from nothing learns to embed masked photos as that recognizer embeds clean ones, and links people; our reconstruction after FaceLinkGen (distilled linkage of privacy-preserving face recognition); constrained to few photos and small networks"
    },
    {
      "title" : "look",
      "kind" : "attack",
      "path" : "entries/attack-look.html",
      "words" : "inversion: looks at what leaked of the training, mixed where the defense mixes, as it is, by the inverse transformation with its secret none"
    },
    {
      "title" : "mate-among-distractors",
      "kind" : "attack",
      "path" : "entries/attack-mate-among-distractors.html",
      "words" : "is this her, or one of so many strangers, for every pair of a protected and a clean photo Zhong and Deng, OPOM: Customized Invisible Cloak towards Face Privacy Protection, TPAMI 2022"
    },
    {
      "title" : "mi-face-pca",
      "kind" : "attack",
      "path" : "entries/attack-mi-face-pca.html",
      "words" : "inversion, white-box: as mi-face-pixel, among sums of the public photos' eigenfaces Fredrikson et al., CCS 2015, in the eigenfaces of Turk and Pentland, 1991; our reconstruction"
    },
    {
      "title" : "mi-face-pixel",
      "kind" : "attack",
      "path" : "entries/attack-mi-face-pixel.html",
      "words" : "inversion, white-box: pixels follow the gradient of the wanted person's log-probability Fredrikson et al., Model Inversion Attacks that Exploit Confidence Information, CCS 2015, Algorithm 1; our reconstruction"
    },
    {
      "title" : "own-accuracy",
      "kind" : "attack",
      "path" : "entries/attack-own-accuracy.html",
      "words" : "how well a recognizer that was trained here does its own work, on people it knows and on people it never saw none"
    },
    {
      "title" : "random-gallery",
      "kind" : "attack",
      "path" : "entries/attack-random-gallery.html",
      "words" : "growing-gallery with as many photos drawn at random, which tells what is due to their number none"
    },
    {
      "title" : "recall",
      "kind" : "attack",
      "path" : "entries/attack-recall.html",
      "words" : "which of these photos show her, with queries or gallery or both protected Protego, CVPR 2026, its table of four cells; other protected people are in the gallery, too"
    },
    {
      "title" : "recovery-unet-black",
      "kind" : "attack",
      "path" : "entries/attack-recovery-unet-black.html",
      "words" : "a small U-Net learns on the tracker's own photos, masked with secret parameters that it guesses, and unmasks what leaked; our reconstruction the recovery attacker of Mi et al., Privacy-Preserving Face Recognition Using Random Frequency Components, ICCV 2023 (PartialFace); smaller"
    },
    {
      "title" : "recovery-unet-white",
      "kind" : "attack",
      "path" : "entries/attack-recovery-unet-white.html",
      "words" : "a small U-Net learns on the tracker's own photos, masked with the defense's secret parameters, and unmasks what leaked; our reconstruction the recovery attacker of Mi et al., Privacy-Preserving Face Recognition Using Random Frequency Components, ICCV 2023 (PartialFace); smaller"
    },
    {
      "title" : "unmix-average",
      "kind" : "attack",
      "path" : "entries/attack-unmix-average.html",
      "words" : "averages many draws or training rows of a photo, told which are of it, until noise and partners have gone; our reconstruction after Carlini et al., Is Private Learning Possible with Instance Encoding?, IEEE S&P 2021, arXiv 2011.05315"
    },
    {
      "title" : "unmix-cluster",
      "kind" : "attack",
      "path" : "entries/attack-unmix-cluster.html",
      "words" : "told which training rows of different epochs start from one photo, finds out what else they share, and solves for the photos; our reconstruction after Carlini et al., Is Private Learning Possible with Instance Encoding?, IEEE S&P 2021, arXiv 2011.05315; without its learned similarity"
    },
    {
      "title" : "unmix-replay",
      "kind" : "attack",
      "path" : "entries/attack-unmix-replay.html",
      "words" : "knows the generator's seed, hence who was mixed with whom, and solves for the photos; our reconstruction after Carlini et al., Is Private Learning Possible with Instance Encoding?, IEEE S&P 2021, arXiv 2011.05315"
    },
    {
      "title" : "zoo-identification",
      "kind" : "attack",
      "path" : "entries/attack-zoo-identification.html",
      "words" : "who is this, among all other photos of the subjects, targets and strangers Yang et al., ICCV 2021, section 4"
    },
    {
      "title" : "zoo-verification",
      "kind" : "attack",
      "path" : "entries/attack-zoo-verification.html",
      "words" : "is this her, at thresholds calibrated on clean strangers protocols after PerceptFace and FDeID-Toolbox; thresholds from disjoint impostors"
    },
    {
      "title" : "zoo-view2",
      "kind" : "attack",
      "path" : "entries/attack-zoo-view2.html",
      "words" : "the ten folds of LFW View 2 Huang et al., UMass Amherst TR 07-49, 2007; folds as in InsightFace's verification code"
    },
    {
      "title" : "8-bit",
      "kind" : "countermeasure",
      "path" : "entries/countermeasure-8-bit.html",
      "words" : "rung: saved with 8 bits a channel, as any photo is Xu et al., Feature Squeezing, NDSS 2018"
    },
    {
      "title" : "blur-1",
      "kind" : "countermeasure",
      "path" : "entries/countermeasure-blur-1.html",
      "words" : "blurs by a Gaussian of one pixel none"
    },
    {
      "title" : "denoiser",
      "kind" : "countermeasure",
      "path" : "entries/countermeasure-denoiser.html",
      "words" : "rung: a small network takes off noise; it has seen no defense after Zhang et al., DnCNN, TIP 2017, and FFDNet, TIP 2018; smaller than either"
    },
    {
      "title" : "jpeg-50",
      "kind" : "countermeasure",
      "path" : "entries/countermeasure-jpeg-50.html",
      "words" : "saves as a JPEG of quality 50, and reads it again Das et al., Shield, KDD 2018"
    },
    {
      "title" : "jpeg-75",
      "kind" : "countermeasure",
      "path" : "entries/countermeasure-jpeg-75.html",
      "words" : "saves as a JPEG of quality 75, and reads it again Das et al., Shield, KDD 2018"
    },
    {
      "title" : "jpeg-95",
      "kind" : "countermeasure",
      "path" : "entries/countermeasure-jpeg-95.html",
      "words" : "rung: a JPEG of quality 95 and back Das et al., Shield, KDD 2018"
    },
    {
      "title" : "known-defense",
      "kind" : "countermeasure",
      "path" : "entries/countermeasure-known-defense.html",
      "words" : "rung: the tracker runs the defense on other people's photos and trains a network to undo it after Zhang et al., DnCNN, TIP 2017; trained on pairs as recovery attackers on privacy-preserving recognition are"
    },
    {
      "title" : "median-3",
      "kind" : "countermeasure",
      "path" : "entries/countermeasure-median-3.html",
      "words" : "takes the median of 3 x 3 pixels Xu et al., Feature Squeezing, NDSS 2018"
    },
    {
      "title" : "newer-recognizer",
      "kind" : "countermeasure",
      "path" : "entries/countermeasure-newer-recognizer.html",
      "words" : "rung: another recognizer judges, as if it had replaced the victim Radiya-Dixit et al., Data Poisoning Won't Save You From Facial Recognition, ICLR 2022"
    },
    {
      "title" : "random-resize-pad",
      "kind" : "countermeasure",
      "path" : "entries/countermeasure-random-resize-pad.html",
      "words" : "rung: a bit smaller, at a random place on black Xie et al., Mitigating Adversarial Effects Through Randomization, ICLR 2018"
    },
    {
      "title" : "residual-average-1",
      "kind" : "countermeasure",
      "path" : "entries/countermeasure-residual-average-1.html",
      "words" : "takes away what 1 protected photo of the person have in common, beside the face an attack of ours"
    },
    {
      "title" : "residual-average-10",
      "kind" : "countermeasure",
      "path" : "entries/countermeasure-residual-average-10.html",
      "words" : "takes away what 10 protected photos of the person have in common, beside the face an attack of ours"
    },
    {
      "title" : "residual-average-5",
      "kind" : "countermeasure",
      "path" : "entries/countermeasure-residual-average-5.html",
      "words" : "takes away what 5 protected photos of the person have in common, beside the face an attack of ours"
    },
    {
      "title" : "resize-half",
      "kind" : "countermeasure",
      "path" : "entries/countermeasure-resize-half.html",
      "words" : "shrinks to half the side, and back Guo et al., Countering Adversarial Images using Input Transformations, ICLR 2018"
    },
    {
      "title" : "tuned-recognizer",
      "kind" : "countermeasure",
      "path" : "entries/countermeasure-tuned-recognizer.html",
      "words" : "rung: the victim, trained further on protected photos of other people; one protected photo of each subject is enrolled after Radiya-Dixit et al., Data Poisoning Won't Save You From Facial Recognition, ICLR 2022 (FaceCure)"
    },
    {
      "title" : "tv",
      "kind" : "countermeasure",
      "path" : "entries/countermeasure-tv.html",
      "words" : "minimizes total variation Guo et al., ICLR 2018; Chambolle, JMIV 2004"
    },
    {
      "title" : "dlib_resnet29",
      "kind" : "recognizer",
      "path" : "entries/recognizer-dlib-resnet29.html",
      "words" : "Recognizer of the architecture ResNet-29. -"
    },
    {
      "title" : "edgeface_xxs",
      "kind" : "recognizer",
      "path" : "entries/recognizer-edgeface-xxs.html",
      "words" : "Recognizer of the architecture EdgeNeXt. -"
    },
    {
      "title" : "esp_mfn",
      "kind" : "recognizer",
      "path" : "entries/recognizer-esp-mfn.html",
      "words" : "Recognizer of the architecture MobileFaceNet. -"
    },
    {
      "title" : "expo_mfn192",
      "kind" : "recognizer",
      "path" : "entries/recognizer-expo-mfn192.html",
      "words" : "Recognizer of the architecture MobileFaceNet. -"
    },
    {
      "title" : "faceplugin_mfn512",
      "kind" : "recognizer",
      "path" : "entries/recognizer-faceplugin-mfn512.html",
      "words" : "Recognizer of the architecture MobileFaceNet. -"
    },
    {
      "title" : "faceres",
      "kind" : "recognizer",
      "path" : "entries/recognizer-faceres.html",
      "words" : "Recognizer of the architecture MobileNetV1. -"
    },
    {
      "title" : "mfn_y1",
      "kind" : "recognizer",
      "path" : "entries/recognizer-mfn-y1.html",
      "words" : "Recognizer of the architecture MobileFaceNet. -"
    },
    {
      "title" : "mobileface_v2",
      "kind" : "recognizer",
      "path" : "entries/recognizer-mobileface-v2.html",
      "words" : "Recognizer of the architecture MobileNetV2-like. -"
    },
    {
      "title" : "mobileface_v3",
      "kind" : "recognizer",
      "path" : "entries/recognizer-mobileface-v3.html",
      "words" : "Recognizer of the architecture residual depth-wise. -"
    },
    {
      "title" : "ov_reid0095",
      "kind" : "recognizer",
      "path" : "entries/recognizer-ov-reid0095.html",
      "words" : "Recognizer of the architecture MobileNetV2-type. -"
    },
    {
      "title" : "smoke",
      "kind" : "run",
      "path" : "runs/smoke.html",
      "words" : "every part once, as small as possible; what the tests run"
    },
    {
      "title" : "lfw-ladder",
      "kind" : "run",
      "path" : "runs/lfw-ladder.html",
      "words" : "TIP-IM and MT-DIM against a tracker who purifies, upgrades or adapts, four recognizers as victims"
    },
    {
      "title" : "lfw-tipim-100",
      "kind" : "run",
      "path" : "runs/lfw-tipim-100.html",
      "words" : "TIP-IM and its baselines on LFW, the protocol of the paper, nine recognizers as victims"
    },
    {
      "title" : "lfw-tipim-mfn_y1",
      "kind" : "run",
      "path" : "runs/lfw-tipim-mfn-y1.html",
      "words" : "TIP-IM and its baselines on LFW, the protocol of the paper, nine recognizers as victims"
    },
    {
      "title" : "lfw-verification",
      "kind" : "run",
      "path" : "runs/lfw-verification.html",
      "words" : "ten-fold accuracy of every recognizer on the 6,000 pairs of LFW View 2, nothing protected"
    },
    {
      "title" : "services-rehearsal",
      "kind" : "run",
      "path" : "runs/services-rehearsal.html",
      "words" : "a recognizer of the zoo behind four vendors' contracts, and beside them as itself; visor serve has to run"
    },
    {
      "title" : "inversion-orl",
      "kind" : "run",
      "path" : "runs/inversion-orl.html",
      "words" : "recognizers of 30 people trained under every defense, and what inversion attacks get out of each"
    },
    {
      "title" : "lfw-persons",
      "kind" : "run",
      "path" : "runs/lfw-persons.html",
      "words" : "one perturbation a person, learned from six photos, in four cells of recall and beside strangers, nine recognizers as models under attack"
    },
    {
      "title" : "lfw-persons-trackers",
      "kind" : "run",
      "path" : "runs/lfw-persons-trackers.html",
      "words" : "one perturbation a person, and one a photo, against trackers who enroll what they accept or average what photos share"
    },
    {
      "title" : "lfw-persons-mesh",
      "kind" : "run",
      "path" : "runs/lfw-persons-mesh.html",
      "words" : "a texture on the mesh of the face beside the flat perturbations of the same loss and of P3-Mask, and one perturbation a photo"
    },
    {
      "title" : "watermark-lfw",
      "kind" : "run",
      "path" : "runs/watermark-lfw.html",
      "words" : "a watermark that names its owner, alone, with dodging learned into it, and composed with TIP-IM in either order"
    },
    {
      "title" : "services-rehearsal-2026-12",
      "kind" : "run",
      "path" : "runs/services-rehearsal-2026-12.html",
      "words" : "a recognizer of the zoo behind four vendors' contracts, and beside them as itself; visor serve has to run"
    },
    {
      "title" : "lfw-persons-splits",
      "kind" : "run",
      "path" : "runs/lfw-persons-splits.html",
      "words" : "one perturbation a person, learned from six photos, in five splits of ten photos each, so that every photo is looked up once"
    },
    {
      "title" : "fi-uap-protected-at-1",
      "kind" : "claim",
      "path" : "claims/fi-uap-protected-at-1.html",
      "words" : "one perturbation a person, by FI-UAP, keeps the photo looked for from the nearest 1 for every recognizer that it was not learned on Zhong and Deng, OPOM, Customized Invisible Cloak towards Face Privacy Protection, TPAMI 2022, the logs beside its code (zhongyy/OPOM at 6a81c65)"
    },
    {
      "title" : "fi-uap-protected-at-10",
      "kind" : "claim",
      "path" : "claims/fi-uap-protected-at-10.html",
      "words" : "one perturbation a person, by FI-UAP, keeps the photo looked for from the nearest 10 for every recognizer that it was not learned on Zhong and Deng, OPOM, Customized Invisible Cloak towards Face Privacy Protection, TPAMI 2022, the logs beside its code (zhongyy/OPOM at 6a81c65)"
    },
    {
      "title" : "tip-im-above-center-opt-rank1-targeted",
      "kind" : "claim",
      "path" : "claims/tip-im-above-center-opt-rank1-targeted.html",
      "words" : "TIP-IM is taken for a target more often than Center-Opt, by every recognizer that the defense has never seen Yang et al., Towards Face Encryption by Generating Adversarial Identity Masks, ICCV 2021, arXiv 2003.06814"
    },
    {
      "title" : "tip-im-above-dim-rank1-targeted",
      "kind" : "claim",
      "path" : "claims/tip-im-above-dim-rank1-targeted.html",
      "words" : "TIP-IM is taken for a target more often than DIM, by every recognizer that the defense has never seen Yang et al., Towards Face Encryption by Generating Adversarial Identity Masks, ICCV 2021, arXiv 2003.06814"
    },
    {
      "title" : "tip-im-above-dim-rank1-untargeted",
      "kind" : "claim",
      "path" : "claims/tip-im-above-dim-rank1-untargeted.html",
      "words" : "TIP-IM is found less often than DIM, by every recognizer that the defense has never seen Yang et al., Towards Face Encryption by Generating Adversarial Identity Masks, ICCV 2021, arXiv 2003.06814"
    },
    {
      "title" : "tip-im-above-mim-rank1-targeted",
      "kind" : "claim",
      "path" : "claims/tip-im-above-mim-rank1-targeted.html",
      "words" : "TIP-IM is taken for a target more often than MIM, by every recognizer that the defense has never seen Yang et al., Towards Face Encryption by Generating Adversarial Identity Masks, ICCV 2021, arXiv 2003.06814"
    },
    {
      "title" : "tip-im-above-mt-dim-rank1-targeted",
      "kind" : "claim",
      "path" : "claims/tip-im-above-mt-dim-rank1-targeted.html",
      "words" : "TIP-IM is taken for a target more often than MT-DIM, by every recognizer that the defense has never seen Yang et al., Towards Face Encryption by Generating Adversarial Identity Masks, ICCV 2021, arXiv 2003.06814"
    },
    {
      "title" : "tip-im-above-mt-dim-rank1-untargeted",
      "kind" : "claim",
      "path" : "claims/tip-im-above-mt-dim-rank1-untargeted.html",
      "words" : "TIP-IM is found less often than MT-DIM, by every recognizer that the defense has never seen Yang et al., Towards Face Encryption by Generating Adversarial Identity Masks, ICCV 2021, arXiv 2003.06814"
    },
    {
      "title" : "tip-im-black-box-rank1-targeted",
      "kind" : "claim",
      "path" : "claims/tip-im-black-box-rank1-targeted.html",
      "words" : "in 32 % of searches recognizers that the defense has never seen take the protected face for a target Yang et al., Towards Face Encryption by Generating Adversarial Identity Masks, ICCV 2021, arXiv 2003.06814"
    },
    {
      "title" : "tip-im-black-box-rank1-untargeted",
      "kind" : "claim",
      "path" : "claims/tip-im-black-box-rank1-untargeted.html",
      "words" : "in over 80 % of searches recognizers that the defense has never seen do not find the subject first Yang et al., Towards Face Encryption by Generating Adversarial Identity Masks, ICCV 2021, arXiv 2003.06814"
    },
    {
      "title" : "tip-im-commercial-rank1-targeted",
      "kind" : "claim",
      "path" : "claims/tip-im-commercial-rank1-targeted.html",
      "words" : "a commercial face search takes 6 of 20 protected faces for a target Yang et al., Towards Face Encryption by Generating Adversarial Identity Masks, ICCV 2021, arXiv 2003.06814"
    },
    {
      "title" : "tip-im-megaface-white-box-rank1-targeted",
      "kind" : "claim",
      "path" : "claims/tip-im-megaface-white-box-rank1-targeted.html",
      "words" : "on MegaFace, too, the surrogate itself takes more than 92 % of protected faces for a target Yang et al., Towards Face Encryption by Generating Adversarial Identity Masks, ICCV 2021, arXiv 2003.06814"
    },
    {
      "title" : "tip-im-natural-psnr",
      "kind" : "claim",
      "path" : "claims/tip-im-natural-psnr.html",
      "words" : "at gamma 0 a protected face has a peak signal to noise ratio of 25 dB to its original Yang et al., Towards Face Encryption by Generating Adversarial Identity Masks, ICCV 2021, arXiv 2003.06814"
    },
    {
      "title" : "tip-im-natural-ssim",
      "kind" : "claim",
      "path" : "claims/tip-im-natural-ssim.html",
      "words" : "at gamma 0 a protected face has a structural similarity of 0.65 to its original Yang et al., Towards Face Encryption by Generating Adversarial Identity Masks, ICCV 2021, arXiv 2003.06814"
    },
    {
      "title" : "tip-im-white-box-rank1-targeted",
      "kind" : "claim",
      "path" : "claims/tip-im-white-box-rank1-targeted.html",
      "words" : "in more than 95 % of searches the surrogate itself takes the protected face for a target Yang et al., Towards Face Encryption by Generating Adversarial Identity Masks, ICCV 2021, arXiv 2003.06814"
    },
    {
      "title" : "tip-im-white-box-rank1-untargeted",
      "kind" : "claim",
      "path" : "claims/tip-im-white-box-rank1-untargeted.html",
      "words" : "in more than 96 % of searches the surrogate itself does not find the subject first Yang et al., Towards Face Encryption by Generating Adversarial Identity Masks, ICCV 2021, arXiv 2003.06814"
    },
    {
      "title" : "Search: is the person found? black-box, worst case",
      "kind" : "table",
      "path" : "index.html#rank1-untargeted-black-box-worst-case-1",
      "words" : "rank1_untargeted lfw · 2 recognizers · surrogates mobileface_v2+edgeface_xxs · n 30 · 7 countermeasures watermark-then-tip-im tip-im-paper tip-im-then-watermark dpg-style watermark"
    },
    {
      "title" : "Search: is the person found? black-box, worst case",
      "kind" : "table",
      "path" : "index.html#rank1-untargeted-black-box-worst-case-2",
      "words" : "rank1_untargeted lfw · 4 recognizers · surrogates edgeface_xxs, mobileface_v2 · n 40 · 12 countermeasures mt-dim noise"
    },
    {
      "title" : "Search: is the person found? black-box, worst case",
      "kind" : "table",
      "path" : "index.html#rank1-untargeted-black-box-worst-case-3",
      "words" : "rank1_untargeted lfw · 4 recognizers · surrogates edgeface_xxs, mobileface_v2 · n 40 · 14 countermeasures tip-im-paper"
    },
    {
      "title" : "Search: is the person found? black-box, photo untouched",
      "kind" : "table",
      "path" : "index.html#rank1-untargeted-black-box-photo-untouched-1",
      "words" : "rank1_untargeted lfw · 2 recognizers · surrogates mobileface_v2+edgeface_xxs · n 30 tip-im-then-watermark tip-im-paper watermark-then-tip-im dpg-style watermark"
    },
    {
      "title" : "Search: is the person found? black-box, photo untouched",
      "kind" : "table",
      "path" : "index.html#rank1-untargeted-black-box-photo-untouched-2",
      "words" : "rank1_untargeted lfw · 9 recognizers · surrogates edgeface_xxs, mobileface_v2 · n 40 dim-affine tip-im-repo dim mim"
    },
    {
      "title" : "Search: is the person found? black-box, photo untouched",
      "kind" : "table",
      "path" : "index.html#rank1-untargeted-black-box-photo-untouched-3",
      "words" : "rank1_untargeted lfw · 9 recognizers · surrogates edgeface_xxs, mobileface_v2 · n 100 mt-dim tip-im-paper center-opt noise"
    },
    {
      "title" : "Search: is the person found? black-box, photo untouched",
      "kind" : "table",
      "path" : "index.html#rank1-untargeted-black-box-photo-untouched-4",
      "words" : "rank1_untargeted lfw · 6 recognizers · surrogates mobileface_v2 · n 20 tip-im-paper tip-im-paper noise noise"
    },
    {
      "title" : "Search: is the person found? black-box, photo untouched",
      "kind" : "table",
      "path" : "index.html#rank1-untargeted-black-box-photo-untouched-5",
      "words" : "rank1_untargeted lfw · 4 recognizers · surrogates edgeface_xxs, mobileface_v2 · n 40 mt-dim tip-im-paper noise"
    },
    {
      "title" : "Search: is the person found? black-box, photo untouched",
      "kind" : "table",
      "path" : "index.html#rank1-untargeted-black-box-photo-untouched-6",
      "words" : "rank1_untargeted lfw · 1 recognizer · surrogates edgeface_xxs · n 4 tip-im-smoke noise"
    },
    {
      "title" : "Search: is the person found? black-box, photo untouched",
      "kind" : "table",
      "path" : "index.html#rank1-untargeted-black-box-photo-untouched-7",
      "words" : "rank1_untargeted lfw · 8 recognizers · surrogates mfn_y1 · n 100 tip-im-paper noise"
    },
    {
      "title" : "Search: is the person found? white-box",
      "kind" : "table",
      "path" : "index.html#rank1-untargeted-white-box-1",
      "words" : "rank1_untargeted lfw · 2 recognizers · surrogates mobileface_v2+edgeface_xxs · n 30 watermark-then-tip-im tip-im-paper tip-im-then-watermark dpg-style"
    },
    {
      "title" : "Search: is the person found? white-box",
      "kind" : "table",
      "path" : "index.html#rank1-untargeted-white-box-2",
      "words" : "rank1_untargeted lfw · 2 recognizers · surrogates edgeface_xxs, mobileface_v2 · n 40 tip-im-repo dim dim-affine mim"
    },
    {
      "title" : "Search: is the person found? white-box",
      "kind" : "table",
      "path" : "index.html#rank1-untargeted-white-box-3",
      "words" : "rank1_untargeted lfw · 2 recognizers · surrogates edgeface_xxs, mobileface_v2 · n 100 center-opt mt-dim tip-im-paper"
    },
    {
      "title" : "Search: is the person found? white-box",
      "kind" : "table",
      "path" : "index.html#rank1-untargeted-white-box-4",
      "words" : "rank1_untargeted lfw · 1 recognizer · surrogates edgeface_xxs · n 4 tip-im-smoke"
    },
    {
      "title" : "Search: is the person found? white-box",
      "kind" : "table",
      "path" : "index.html#rank1-untargeted-white-box-5",
      "words" : "rank1_untargeted lfw · 2 recognizers · surrogates edgeface_xxs, mobileface_v2 · n 40 mt-dim"
    },
    {
      "title" : "Search: is the person found? white-box",
      "kind" : "table",
      "path" : "index.html#rank1-untargeted-white-box-6",
      "words" : "rank1_untargeted lfw · 2 recognizers · surrogates edgeface_xxs, mobileface_v2 · n 40 tip-im-paper"
    },
    {
      "title" : "Search: is the person found? white-box",
      "kind" : "table",
      "path" : "index.html#rank1-untargeted-white-box-7",
      "words" : "rank1_untargeted lfw · 1 recognizer · surrogates mfn_y1 · n 100 tip-im-paper"
    },
    {
      "title" : "Comparison: is this the same person? black-box, worst case",
      "kind" : "table",
      "path" : "index.html#psr-dodging-black-box-worst-case-1",
      "words" : "psr_dodging lfw · 4 recognizers · surrogates edgeface_xxs, mobileface_v2 · n 40 · 12 countermeasures mt-dim noise"
    },
    {
      "title" : "Comparison: is this the same person? black-box, worst case",
      "kind" : "table",
      "path" : "index.html#psr-dodging-black-box-worst-case-2",
      "words" : "psr_dodging lfw · 4 recognizers · surrogates edgeface_xxs, mobileface_v2 · n 40 · 14 countermeasures tip-im-paper"
    },
    {
      "title" : "Comparison: is this the same person? black-box, photo untouched",
      "kind" : "table",
      "path" : "index.html#psr-dodging-black-box-photo-untouched-1",
      "words" : "psr_dodging lfw · 9 recognizers · surrogates edgeface_xxs, mobileface_v2 · n 40 dim-affine tip-im-repo dim mim"
    },
    {
      "title" : "Comparison: is this the same person? black-box, photo untouched",
      "kind" : "table",
      "path" : "index.html#psr-dodging-black-box-photo-untouched-2",
      "words" : "psr_dodging lfw · 9 recognizers · surrogates edgeface_xxs, mobileface_v2 · n 100 mt-dim center-opt tip-im-paper noise"
    },
    {
      "title" : "Comparison: is this the same person? black-box, photo untouched",
      "kind" : "table",
      "path" : "index.html#psr-dodging-black-box-photo-untouched-3",
      "words" : "psr_dodging lfw · 6 recognizers · surrogates mobileface_v2 · n 20 tip-im-paper tip-im-paper noise noise"
    },
    {
      "title" : "Comparison: is this the same person? black-box, photo untouched",
      "kind" : "table",
      "path" : "index.html#psr-dodging-black-box-photo-untouched-4",
      "words" : "psr_dodging lfw · 4 recognizers · surrogates edgeface_xxs, mobileface_v2 · n 40 mt-dim tip-im-paper noise"
    },
    {
      "title" : "Comparison: is this the same person? black-box, photo untouched",
      "kind" : "table",
      "path" : "index.html#psr-dodging-black-box-photo-untouched-5",
      "words" : "psr_dodging lfw · 1 recognizer · surrogates edgeface_xxs · n 4 noise tip-im-smoke"
    },
    {
      "title" : "Comparison: is this the same person? black-box, photo untouched",
      "kind" : "table",
      "path" : "index.html#psr-dodging-black-box-photo-untouched-6",
      "words" : "psr_dodging lfw · 8 recognizers · surrogates mfn_y1 · n 100 tip-im-paper noise"
    },
    {
      "title" : "Comparison: is this the same person? white-box",
      "kind" : "table",
      "path" : "index.html#psr-dodging-white-box-1",
      "words" : "psr_dodging lfw · 2 recognizers · surrogates edgeface_xxs, mobileface_v2 · n 40 dim tip-im-repo dim-affine mim"
    },
    {
      "title" : "Comparison: is this the same person? white-box",
      "kind" : "table",
      "path" : "index.html#psr-dodging-white-box-2",
      "words" : "psr_dodging lfw · 2 recognizers · surrogates edgeface_xxs, mobileface_v2 · n 100 mt-dim center-opt tip-im-paper"
    },
    {
      "title" : "Comparison: is this the same person? white-box",
      "kind" : "table",
      "path" : "index.html#psr-dodging-white-box-3",
      "words" : "psr_dodging lfw · 1 recognizer · surrogates edgeface_xxs · n 4 tip-im-smoke"
    },
    {
      "title" : "Comparison: is this the same person? white-box",
      "kind" : "table",
      "path" : "index.html#psr-dodging-white-box-4",
      "words" : "psr_dodging lfw · 2 recognizers · surrogates edgeface_xxs, mobileface_v2 · n 40 mt-dim"
    },
    {
      "title" : "Comparison: is this the same person? white-box",
      "kind" : "table",
      "path" : "index.html#psr-dodging-white-box-5",
      "words" : "psr_dodging lfw · 2 recognizers · surrogates edgeface_xxs, mobileface_v2 · n 40 tip-im-paper"
    },
    {
      "title" : "Comparison: is this the same person? white-box",
      "kind" : "table",
      "path" : "index.html#psr-dodging-white-box-6",
      "words" : "psr_dodging lfw · 1 recognizer · surrogates mfn_y1 · n 100 tip-im-paper"
    },
    {
      "title" : "Recall: how many of a person's photos are found? black-box, worst case",
      "kind" : "table",
      "path" : "index.html#recall-black-box-worst-case-1",
      "words" : "recall lfw · 2 recognizers · surrogates mobileface_v2+edgeface_xxs · n 160 · 4 countermeasures dim tip-im-paper p3-mask opom-convex"
    },
    {
      "title" : "Recall: how many of a person's photos are found? black-box, photo untouched",
      "kind" : "table",
      "path" : "index.html#recall-black-box-photo-untouched-1",
      "words" : "recall lfw · 7 recognizers · surrogates mobileface_v2+edgeface_xxs · n 160 dim p3-mask-everybody fi-uap-all opom-center opom-affine noise"
    },
    {
      "title" : "Recall: how many of a person's photos are found? black-box, photo untouched",
      "kind" : "table",
      "path" : "index.html#recall-black-box-photo-untouched-2",
      "words" : "recall lfw · 7 recognizers · surrogates mobileface_v2+edgeface_xxs · n 80 tip-im-paper p3-mask-aligned p3-mask protego-mesh protego-flat p3-mask-cos"
    },
    {
      "title" : "Recall: how many of a person's photos are found? black-box, photo untouched",
      "kind" : "table",
      "path" : "index.html#recall-black-box-photo-untouched-3",
      "words" : "recall lfw · 9 recognizers · surrogates mfn_y1+mobileface_v3, mobileface_v2+edgeface_xxs · n 160 p3-mask opom-convex fi-uap noise"
    },
    {
      "title" : "Recall: how many of a person's photos are found? black-box, photo untouched",
      "kind" : "table",
      "path" : "index.html#recall-black-box-photo-untouched-4",
      "words" : "recall lfw · 2 recognizers · surrogates mobileface_v2+edgeface_xxs · n 160 dim tip-im-paper p3-mask opom-convex"
    },
    {
      "title" : "Recall: how many of a person's photos are found? black-box, photo untouched",
      "kind" : "table",
      "path" : "index.html#recall-black-box-photo-untouched-5",
      "words" : "recall lfw · 3 recognizers · surrogates mobileface_v2+edgeface_xxs · n 240 dim p3-mask"
    },
    {
      "title" : "Recall: how many of a person's photos are found? white-box",
      "kind" : "table",
      "path" : "index.html#recall-white-box-1",
      "words" : "recall lfw · 2 recognizers · surrogates mobileface_v2+edgeface_xxs · n 80 tip-im-paper p3-mask-aligned p3-mask protego-mesh p3-mask-cos protego-flat"
    },
    {
      "title" : "Recall: how many of a person's photos are found? white-box",
      "kind" : "table",
      "path" : "index.html#recall-white-box-2",
      "words" : "recall lfw · 2 recognizers · surrogates mobileface_v2+edgeface_xxs · n 160 dim p3-mask-everybody fi-uap-all opom-center opom-affine"
    },
    {
      "title" : "Recall: how many of a person's photos are found? white-box",
      "kind" : "table",
      "path" : "index.html#recall-white-box-3",
      "words" : "recall lfw · 2 recognizers · surrogates mobileface_v2+edgeface_xxs · n 160 dim tip-im-paper p3-mask opom-convex"
    },
    {
      "title" : "Recall: how many of a person's photos are found? white-box",
      "kind" : "table",
      "path" : "index.html#recall-white-box-4",
      "words" : "recall lfw · 4 recognizers · surrogates mfn_y1+mobileface_v3, mobileface_v2+edgeface_xxs · n 160 opom-convex fi-uap p3-mask"
    },
    {
      "title" : "Recall: how many of a person's photos are found? white-box",
      "kind" : "table",
      "path" : "index.html#recall-white-box-5",
      "words" : "recall lfw · 2 recognizers · surrogates mobileface_v2+edgeface_xxs · n 240 dim p3-mask"
    },
    {
      "title" : "One photo among strangers: is it found? black-box, photo untouched",
      "kind" : "table",
      "path" : "index.html#protected-at-1-black-box-photo-untouched-1",
      "words" : "protected_at_1 lfw · 7 recognizers · surrogates mobileface_v2+edgeface_xxs · n 160 dim p3-mask-everybody fi-uap-all opom-center opom-affine noise"
    },
    {
      "title" : "One photo among strangers: is it found? black-box, photo untouched",
      "kind" : "table",
      "path" : "index.html#protected-at-1-black-box-photo-untouched-2",
      "words" : "protected_at_1 lfw · 7 recognizers · surrogates mobileface_v2+edgeface_xxs · n 80 tip-im-paper p3-mask-aligned p3-mask protego-mesh protego-flat p3-mask-cos"
    },
    {
      "title" : "One photo among strangers: is it found? black-box, photo untouched",
      "kind" : "table",
      "path" : "index.html#protected-at-1-black-box-photo-untouched-3",
      "words" : "protected_at_1 lfw · 9 recognizers · surrogates mfn_y1+mobileface_v3, mobileface_v2+edgeface_xxs · n 160 p3-mask opom-convex fi-uap noise"
    },
    {
      "title" : "One photo among strangers: is it found? black-box, photo untouched",
      "kind" : "table",
      "path" : "index.html#protected-at-1-black-box-photo-untouched-4",
      "words" : "protected_at_1 lfw · 3 recognizers · surrogates mobileface_v2+edgeface_xxs · n 240 dim p3-mask"
    },
    {
      "title" : "One photo among strangers: is it found? white-box",
      "kind" : "table",
      "path" : "index.html#protected-at-1-white-box-1",
      "words" : "protected_at_1 lfw · 2 recognizers · surrogates mobileface_v2+edgeface_xxs · n 80 tip-im-paper p3-mask-aligned p3-mask protego-mesh p3-mask-cos protego-flat"
    },
    {
      "title" : "One photo among strangers: is it found? white-box",
      "kind" : "table",
      "path" : "index.html#protected-at-1-white-box-2",
      "words" : "protected_at_1 lfw · 2 recognizers · surrogates mobileface_v2+edgeface_xxs · n 160 dim p3-mask-everybody fi-uap-all opom-center opom-affine"
    },
    {
      "title" : "One photo among strangers: is it found? white-box",
      "kind" : "table",
      "path" : "index.html#protected-at-1-white-box-3",
      "words" : "protected_at_1 lfw · 4 recognizers · surrogates mfn_y1+mobileface_v3, mobileface_v2+edgeface_xxs · n 160 opom-convex fi-uap p3-mask"
    },
    {
      "title" : "One photo among strangers: is it found? white-box",
      "kind" : "table",
      "path" : "index.html#protected-at-1-white-box-4",
      "words" : "protected_at_1 lfw · 2 recognizers · surrogates mobileface_v2+edgeface_xxs · n 240 dim p3-mask"
    },
    {
      "title" : "Inversion: whom does a recognizer give away? from the recognizer",
      "kind" : "table",
      "path" : "index.html#inversion-top1-from-the-recognizer-1",
      "words" : "inversion_top1 orl · 30 people, 180 training photos · attacks mi-face-pixel, mi-face-pca, gmi dp-sgd-noise-1 dp-sgd-noise-0-3 instahide ahm-k6 ahm-uniform frequency-mask ahm-k2 mixup-k4 ahm-k4 mixup-k2 ahm ahm-k5 dctdp mixup-k6 augmentation ahm-k3 tip-im-paper dp-noise-eps16 dp-noise-eps4 noise"
    },
    {
      "title" : "Inversion: whom does a recognizer give away? from leaked data",
      "kind" : "table",
      "path" : "index.html#inversion-top1-from-leaked-data-1",
      "words" : "inversion_top1 orl · 30 people, 180 training photos · attacks look dp-noise-eps4 instahide mixup-k6 ahm ahm-k6 mixup-k4 ahm-k4 ahm-k5 ahm-k3 ahm-uniform mixup-k2 ahm-k2 dp-noise-eps16 augmentation dctdp dp-sgd-noise-0-3 dp-sgd-noise-1 frequency-mask noise tip-im-paper"
    }
  ]
};
