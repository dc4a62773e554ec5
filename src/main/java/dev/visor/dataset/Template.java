package dev.visor.dataset;

import dev.visor.core.PhotoId;
import dev.visor.core.SubjectId;
import dev.visor.core.image.Crop;
import java.util.List;

/**
 * Several photos of one person that are compared as one.
 *
 * @param id a name that no photo has
 * @param members at least one
 */
public record Template(PhotoId id, SubjectId subject, List<Member> members) implements Shown {

    /**
     * A photo of a template.
     *
     * @param medium which of the person's pictures or films it is from; frames of one film share it
     * @param weight above 0; what a detector thought of the face
     */
    public record Member(FacePhoto photo, int medium, double weight) {

        public Member {
            if (!(weight > 0) || Double.isInfinite(weight)) {
                throw new IllegalArgumentException("the weight of " + photo.id() + " must lie above 0, got " + weight);
            }
        }
    }

    public Template {
        members = List.copyOf(members);
        if (members.isEmpty()) {
            throw new IllegalArgumentException("template " + id + " has no photos");
        }
    }

    @Override
    public List<FacePhoto> photos() {
        return members.stream().map(Member::photo).toList();
    }

    /** Returns the same template, of photos that are cut already. */
    Template asCut(Crop.FivePoint crop) {
        return new Template(
                id,
                subject,
                members.stream()
                        .map(member -> new Member(member.photo().asCut(crop), member.medium(), member.weight()))
                        .toList());
    }
}
