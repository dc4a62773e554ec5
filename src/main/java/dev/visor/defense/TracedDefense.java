package dev.visor.defense;

import dev.visor.core.SubjectId;
import dev.visor.core.image.FaceImage;
import java.util.List;

/** A defense whose photos carry the name of the person in them, for whoever can read it. */
public interface TracedDefense extends Defense {

    /** Returns the bits that the photos of a person carry. */
    boolean[] codeword(SubjectId person);

    /**
     * Reads bits from faces, whether or not they carry any.
     *
     * @param faces cut as it was given those that it protected, pixels 0..255, not to be written to
     * @param surrogates whose manager owns what reading makes; nothing is asked of them
     * @return one codeword's worth of bits for each face
     */
    List<boolean[]> read(List<FaceImage> faces, Surrogates surrogates);

    /** Returns how many people are registered, among whom an owner is looked for. */
    int registered();

    /** Returns the highest rate at which a photo without a mark may be taken for a registered person's. */
    double falseOwners();
}
