package dev.visor.dataset.packages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visor.core.Digest;
import dev.visor.core.InputError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackageCacheTest {

    private static final String PACK = "@faces/net@1.2.3";
    private static final Digest OF_WEIGHTS = Digest.of("weights");

    @TempDir
    Path root;

    private final AtomicInteger downloads = new AtomicInteger();

    @Test
    void fetchesAPackageOnceAndGivesItsFile() {
        PackageCache cache = cache(this::download);

        Path file = cache.file(PACK, "model/net.bin", OF_WEIGHTS);
        cache.file(PACK, "model/net.bin", OF_WEIGHTS);

        assertThat(file).hasContent("weights").isEqualTo(root.resolve("@faces/net@1.2.3/model/net.bin"));
        assertThat(downloads).hasValue(1);
    }

    @Test
    void leavesNothingElseBehind() {
        cache(this::download).folder(PACK);

        assertThat(root).isDirectoryNotContaining(path -> !path.endsWith("@faces"));
    }

    @Test
    void refusesAFileWithAnotherDigest() {
        PackageCache cache = cache(this::download);

        assertThatExceptionOfType(InputError.class)
                .isThrownBy(() -> cache.file(PACK, "model/net.bin", Digest.of("other weights")))
                .withMessageContaining("has sha256 " + OF_WEIGHTS.hex())
                .withMessageContaining("delete " + root.resolve("@faces/net@1.2.3"));
    }

    /** Photos, which no card names by a digest. */
    @Test
    void whatWasChangedAfterItWasUnpackedIsNamed() throws IOException {
        Path folder = cache(this::download).folder(PACK);
        Path file = folder.resolve("model/net.bin");
        assertThat(cache(this::download).folder(PACK)).isEqualTo(folder);

        for (String content : List.of("weighty", "")) {
            Files.writeString(file, content);
            refuses(file + " was changed after it was unpacked: delete " + folder + " to fetch it again");
        }
        Files.writeString(file, "weights");
        Path added = Files.writeString(folder.resolve("added.jpg"), "a face");
        refuses(added + " was changed");
        Files.delete(added);
        Files.delete(file);
        refuses(file + " was changed");
    }

    private void refuses(String message) {
        assertThatThrownBy(() -> cache(this::download).folder(PACK))
                .isInstanceOf(InputError.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void namesAFileThatThePackageLacks() {
        assertThatThrownBy(() -> cache(this::download).file(PACK, "model/nat.bin", OF_WEIGHTS))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("package @faces/net@1.2.3 has no file \"model/nat.bin\"");
    }

    @Test
    void givesNoFileOutsideThePackage() throws IOException {
        Files.writeString(root.resolve("secret"), "weights");

        assertThatThrownBy(() -> cache(this::download).file(PACK, "../../secret", OF_WEIGHTS))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("has no file");
    }

    @Test
    void withoutNpmSaysWhereToPutTheTarball() {
        PackageCache cache = cache(new Npm(List.of("npm-that-nobody-has"), Duration.ofSeconds(9)));

        assertThatThrownBy(() -> cache.folder(PACK))
                .isInstanceOf(InputError.class)
                .hasMessage("package @faces/net@1.2.3 is needed, but npm is not on the PATH:"
                        + " install npm and go online, or put its tarball at " + root.resolve("faces-net-1.2.3.tgz"));
    }

    @Test
    void quotesWhatNpmComplainsAbout() {
        String complaint = "echo 'npm error code E404'; echo 'npm error 404 Not Found'; exit 1";
        PackageCache cache = cache(new Npm(List.of("sh", "-c", complaint), Duration.ofSeconds(9)));

        assertThatThrownBy(() -> cache.folder(PACK)).hasMessageContaining("failed (code E404, 404 Not Found)");
    }

    @Test
    void givesUpOnADownloadThatDoesNotEnd() {
        PackageCache cache = cache(new Npm(List.of("sh", "-c", "sleep 60"), Duration.ofMillis(50)));

        assertThatThrownBy(() -> cache.folder(PACK)).hasMessageContaining("did not end within 0 s");
        assertThat(root.resolve(PACK)).doesNotExist();
    }

    @Test
    void takesATarballPlacedByHand() throws IOException {
        write(root.resolve("faces-net-1.2.3.tgz"), Map.of("package/model/net.bin", "weights"));

        cache((pack, folder) -> {
                    throw new IOException("offline");
                })
                .file(PACK, "model/net.bin", OF_WEIGHTS);
    }

    @Test
    void showsNothingOfATornDownload() {
        PackageCache cache = cache((pack, folder) -> {
            Path tarball = download(pack, folder);
            byte[] whole = Files.readAllBytes(tarball);
            return Files.write(tarball, Arrays.copyOf(whole, whole.length / 2));
        });

        assertThatThrownBy(() -> cache.folder(PACK))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("faces-net-1.2.3.tgz cannot be unpacked");
        assertThat(root.resolve(PACK)).doesNotExist();
    }

    @Test
    void keepsATarballWithinItsFolder() {
        PackageCache cache = cache((pack, folder) ->
                write(folder.resolve(pack.tarball()), Map.of("package/../../../../escaped", "weights")));

        assertThatThrownBy(() -> cache.folder(PACK)).hasMessageContaining("would leave its folder");
        assertThat(root.resolve("escaped")).doesNotExist();
    }

    @Test
    void twoProcessesMayFetchAtOnce() {
        List<PackageCache> caches =
                Stream.generate(() -> cache(this::download)).limit(8).toList();

        IntStream.range(0, 8)
                .parallel()
                .forEach(i -> assertThat(caches.get(i).file(PACK, "model/net.bin", OF_WEIGHTS))
                        .hasContent("weights"));
        assertThat(root).isDirectoryNotContaining(path -> !path.endsWith("@faces"));
    }

    @Test
    void saysWhenTheCacheCannotBeWritten() throws IOException {
        Path file = Files.writeString(root.resolve("file"), "no folder");
        PackageCache cache = new PackageCache(file, this::download, line -> {});

        assertThatThrownBy(() -> cache.folder(PACK))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("packages cannot be kept in " + file)
                .hasMessageContaining("set VISOR_CACHE");
    }

    @Test
    void refusesAVersionThatIsNotExact() {
        for (String vague : List.of("net", "net@latest", "net@^1.2.3", "../net@1.2.3", "@faces/../net@1.2.3")) {
            assertThatThrownBy(() -> cache(this::download).folder(vague))
                    .isInstanceOf(InputError.class)
                    .hasMessageContaining("expected NAME@VERSION with an exact version");
        }
    }

    private PackageCache cache(PackageSource source) {
        return new PackageCache(root, source, line -> {});
    }

    private Path download(PackageName pack, Path folder) throws IOException {
        downloads.incrementAndGet();
        return write(
                folder.resolve(pack.tarball()),
                Map.of("package/model/net.bin", "weights", "package/README.md", "a net"));
    }

    private static Path write(Path tarball, Map<String, String> files) throws IOException {
        try (TarArchiveOutputStream tar =
                new TarArchiveOutputStream(new GZIPOutputStream(Files.newOutputStream(tarball)))) {
            for (var file : files.entrySet()) {
                byte[] bytes = file.getValue().getBytes(StandardCharsets.UTF_8);
                TarArchiveEntry entry = new TarArchiveEntry(file.getKey(), true);
                entry.setSize(bytes.length);
                tar.putArchiveEntry(entry);
                tar.write(bytes);
                tar.closeArchiveEntry();
            }
        }
        return tarball;
    }
}
