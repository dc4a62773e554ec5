package dev.visor.recognizer.mesh;

import dev.visor.core.Digest;
import dev.visor.core.InputError;
import dev.visor.dataset.packages.PackageCache;
import dev.visor.recognizer.ModelFile;
import dev.visor.tensor.Compute;
import org.junit.jupiter.api.Assumptions;

/** The network and the mesh of the package; where it cannot be had the test is skipped, and says why. */
public final class MeshPackage {

    private static final String NAME = "@mediapipe/face_mesh@0.4.1657299874";
    private static final String FILE = "face_mesh_solution_packed_assets.data";
    private static final Digest SHA256 = new Digest("dbe5905c582c0462cdaea17e7e6ecea92edaa8cccc515c5e2e7291f2cbb5fb99");

    private MeshPackage() {}

    public static MeshFinder finder(Compute compute) {
        try {
            PackageCache cache = PackageCache.of(System.getenv(), System.err::println);
            return new MeshFinder(new ModelFile("face mesh", cache.file(NAME, FILE), SHA256), compute);
        } catch (InputError e) {
            System.err.println("skipped: " + e.getMessage());
            return Assumptions.abort(e.getMessage());
        }
    }
}
