package dev.visor.defense.makeup;

import dev.visor.core.image.FaceImage;
import dev.visor.recognizer.mesh.FaceMesh;

/**
 * A face with its mesh: the reference whose makeup is taken over.
 *
 * @param mesh in the face's pixels
 */
record MeshedFace(FaceImage face, FaceMesh mesh) {}
