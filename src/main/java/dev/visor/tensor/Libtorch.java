package dev.visor.tensor;

import ai.djl.pytorch.jni.LibUtils;
import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import java.nio.file.Path;

/**
 * The switches of libtorch that DJL does not pass on: its global context, called by the names that its library exports.
 *
 * <p>Where they cannot be reached (other compilers mangle names in other ways), libtorch stays as it is.
 */
final class Libtorch {

    private static final String CONTEXT = "_ZN2at13globalContextEv";
    private static final String NNPACK = "_ZNK2at7Context17userEnabledNNPACKEv";
    private static final String SET_NNPACK = "_ZN2at7Context20setUserEnabledNNPACKEb";
    private static final String SET_ONE_DNN = "_ZN2at7Context20setUserEnabledMkldnnEb";

    private Libtorch() {}

    /**
     * Whether batch-less convolutions may try NNPACK, which on many processors does nothing but say on stderr, at each of them, that it
     * cannot start. Where it can, oneDNN has taken all but the smallest of its work already.
     *
     * @return whether libtorch could be told
     */
    static boolean nnpack(boolean on) {
        return tell(SET_NNPACK, on);
    }

    /**
     * Whether convolutions may be done by oneDNN, whose machine code is made for the processor while it runs; without it they are
     * products of matrices, and slower.
     *
     * @return whether libtorch could be told
     */
    static boolean oneDnn(boolean on) {
        return tell(SET_ONE_DNN, on);
    }

    /** Whether NNPACK may be tried. */
    static boolean nnpack() {
        return (call(NNPACK).invokeInt(new Object[] {call(CONTEXT).invokePointer(new Object[0])}) & 0xff) != 0;
    }

    private static boolean tell(String setter, boolean on) {
        try {
            call(setter).invokeVoid(new Object[] {call(CONTEXT).invokePointer(new Object[0]), on ? 1 : 0});
            return true;
        } catch (LinkageError e) {
            return false;
        }
    }

    private static Function call(String name) {
        Path library = Path.of(LibUtils.getLibtorchPath(), System.mapLibraryName("torch_cpu"));
        return NativeLibrary.getInstance(library.toString()).getFunction(name);
    }
}
