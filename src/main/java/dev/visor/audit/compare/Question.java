package dev.visor.audit.compare;

import dev.visor.core.Acquired.Reason;
import dev.visor.core.Outcome;
import dev.visor.core.Outcome.Compared;
import dev.visor.core.Threshold;
import dev.visor.core.Trial;
import dev.visor.core.Trial.Label;
import java.util.List;
import java.util.Optional;

/** The metrics that are shares of trials, and what they ask of one trial. */
enum Question {
    RANK1_UNTARGETED {
        @Override
        boolean asks(Trial trial) {
            return trial instanceof Trial.Identification;
        }

        @Override
        boolean succeeds(Trial trial, Optional<Threshold> threshold) {
            return hidden(trial, 1);
        }
    },
    RANK5_UNTARGETED {
        @Override
        boolean asks(Trial trial) {
            return trial instanceof Trial.Identification;
        }

        @Override
        boolean succeeds(Trial trial, Optional<Threshold> threshold) {
            return hidden(trial, 5);
        }
    },
    RANK1_TARGETED {
        @Override
        boolean asks(Trial trial) {
            return trial instanceof Trial.Identification;
        }

        @Override
        boolean succeeds(Trial trial, Optional<Threshold> threshold) {
            return taken(trial, 1);
        }
    },
    RANK5_TARGETED {
        @Override
        boolean asks(Trial trial) {
            return trial instanceof Trial.Identification;
        }

        @Override
        boolean succeeds(Trial trial, Optional<Threshold> threshold) {
            return taken(trial, 5);
        }
    },
    PSR_DODGING {
        @Override
        boolean asks(Trial trial) {
            return isPair(trial, Label.OTHER);
        }

        @Override
        boolean succeeds(Trial trial, Optional<Threshold> threshold) {
            return rejected(trial, threshold);
        }
    },
    PSR_DODGING_SAME {
        @Override
        boolean asks(Trial trial) {
            return isPair(trial, Label.SAME);
        }

        @Override
        boolean succeeds(Trial trial, Optional<Threshold> threshold) {
            return rejected(trial, threshold);
        }
    },
    PSR_IMPERSONATION {
        @Override
        boolean asks(Trial trial) {
            return isPair(trial, Label.TARGET);
        }

        @Override
        boolean succeeds(Trial trial, Optional<Threshold> threshold) {
            return accepted(trial, threshold);
        }
    },
    /** Of all mates and targets of a probe at once. */
    PSR_JOINT {
        @Override
        boolean asks(Trial trial) {
            return isPair(trial, Label.OTHER) || isPair(trial, Label.TARGET);
        }

        @Override
        boolean succeeds(Trial trial, Optional<Threshold> threshold) {
            return isPair(trial, Label.OTHER) ? rejected(trial, threshold) : accepted(trial, threshold);
        }
    },
    TAR_AT_FAR {
        @Override
        boolean asks(Trial trial) {
            return isPair(trial, Label.OTHER);
        }

        @Override
        boolean succeeds(Trial trial, Optional<Threshold> threshold) {
            return accepted(trial, threshold);
        }

        @Override
        boolean succeedsOnWorst(List<Boolean> rungs) {
            return rungs.contains(true);
        }
    },
    NO_FACE_RATE {
        @Override
        boolean asks(Trial trial) {
            return true;
        }

        @Override
        boolean succeeds(Trial trial, Optional<Threshold> threshold) {
            return trial.outcome() instanceof Outcome.NotAcquired missed && missed.reason() == Reason.NO_FACE;
        }

        @Override
        boolean succeedsOnWorst(List<Boolean> rungs) {
            return rungs.contains(true);
        }
    };

    /** The question of a metric; empty if it is no share of such trials. */
    static Optional<Question> of(String metric) {
        return List.of(values()).stream().filter(q -> q.word().equals(metric)).findFirst();
    }

    String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    abstract boolean asks(Trial trial);

    /** @param threshold of whoever judged the trial; present for the metrics that have a FAR */
    abstract boolean succeeds(Trial trial, Optional<Threshold> threshold);

    /** Of the answers on all rungs, none of which missed the face: what helps the subject must hold on every one. */
    boolean succeedsOnWorst(List<Boolean> rungs) {
        return !rungs.contains(false);
    }

    static boolean isPair(Trial trial, Label label) {
        return trial instanceof Trial.Verification pair && pair.fold().isEmpty() && pair.label() == label;
    }

    private static boolean hidden(Trial trial, int n) {
        return ((Trial.Identification) trial)
                .found()
                .filter(found -> found.trueRank() > n)
                .isPresent();
    }

    private static boolean taken(Trial trial, int n) {
        return ((Trial.Identification) trial)
                .found()
                .filter(found ->
                        found.targetRank().isPresent() && found.targetRank().getAsInt() <= n)
                .isPresent();
    }

    private static boolean rejected(Trial trial, Optional<Threshold> threshold) {
        return trial.outcome() instanceof Compared compared
                && !threshold.orElseThrow().accepts(compared.similarity());
    }

    private static boolean accepted(Trial trial, Optional<Threshold> threshold) {
        return trial.outcome() instanceof Compared compared
                && threshold.orElseThrow().accepts(compared.similarity());
    }
}
