package dev.visor.attack;

import dev.visor.core.SubjectId;
import dev.visor.dataset.FacePhoto;
import dev.visor.dataset.Protocol;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The other photos of the probes' subjects, in the protocol's order. */
public record Mates(Map<SubjectId, List<FacePhoto>> bySubject) {

    public static Mates of(Protocol protocol) {
        return new Mates(protocol.mates().stream()
                .collect(Collectors.groupingBy(FacePhoto::subject, TreeMap::new, Collectors.toList())));
    }

    /** All other photos of the probe's subject. */
    public List<FacePhoto> of(FacePhoto probe) {
        return bySubject.getOrDefault(probe.subject(), List.of());
    }

    /** The first other photo of the probe's subject. */
    public Optional<FacePhoto> first(FacePhoto probe) {
        return bySubject.getOrDefault(probe.subject(), List.of()).stream().findFirst();
    }

    /** The last one; the first again if there is one only. */
    public Optional<FacePhoto> last(FacePhoto probe) {
        return bySubject.getOrDefault(probe.subject(), List.of()).stream().reduce((earlier, later) -> later);
    }
}
