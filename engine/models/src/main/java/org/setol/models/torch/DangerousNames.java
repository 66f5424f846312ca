package org.setol.models.torch;

import java.util.Set;
import org.setol.models.ModelException;
import org.setol.models.Quoted;
import org.setol.models.torch.Pickled.Global;

/**
 * Names that no checkpoint needs and every malicious one does. Nothing named in a pickle is ever run here, so other
 * unknown names are harmless; these are refused so that the file's owner hears of it.
 */
final class DangerousNames {

    /** Modules that run code, open files, start processes or reach the network; their submodules too. */
    private static final Set<String> MODULES = Set.of(
            "_aix_support",
            "_operator",
            "_osx_support",
            "_pickle",
            "_posixsubprocess",
            "_pyrepl",
            "_socket",
            "_winapi",
            "aiohttp",
            "asyncio",
            "bdb",
            "cProfile",
            "cffi",
            "cloudpickle",
            "codeop",
            "concurrent",
            "ctypes",
            "dill",
            "distutils",
            "doctest",
            "ensurepip",
            "fileinput",
            "ftplib",
            "functools",
            "http",
            "httplib",
            "idlelib",
            "imp",
            "importlib",
            "lib2to3",
            "linecache",
            "marshal",
            "multiprocessing",
            "nt",
            "numpy.f2py",
            "numpy.testing",
            "operator",
            "os",
            "pdb",
            "pickle",
            "pip",
            "pkgutil",
            "posix",
            "pty",
            "pydoc",
            "requests",
            "runpy",
            "setuptools",
            "shelve",
            "shutil",
            "smtplib",
            "socket",
            "socketserver",
            "ssl",
            "subprocess",
            "sys",
            "timeit",
            "torch.hub",
            "torch.serialization",
            "torch.utils.cpp_extension",
            "urllib",
            "urllib2",
            "venv",
            "webbrowser",
            "xmlrpc",
            "zipimport");

    /** Single names in modules that are else harmless, or whose name authors give to modules of their own. */
    private static final Set<String> FUNCTIONS = Set.of(
            "_io.FileIO",
            "_io.open",
            "_io.open_code",
            "code.InteractiveConsole",
            "code.InteractiveInterpreter",
            "code.interact",
            "commands.getoutput",
            "commands.getstatusoutput",
            "io.FileIO",
            "io.open",
            "io.open_code",
            "joblib.load",
            "numpy.load",
            "platform.popen",
            "profile.Profile",
            "profile.run",
            "profile.runctx",
            "torch.load",
            "trace.Trace",
            "types.CodeType",
            "types.FunctionType");

    private static final Set<String> BUILTINS = Set.of("builtins", "__builtin__", "__builtins__");

    /** What a checkpoint may name of Python's own: types, not functions. */
    private static final Set<String> PLAIN_BUILTINS = Set.of(
            "set",
            "frozenset",
            "dict",
            "list",
            "tuple",
            "int",
            "long",
            "float",
            "complex",
            "bool",
            "str",
            "unicode",
            "bytes",
            "bytearray",
            "slice",
            "range",
            "xrange",
            "object",
            "type",
            "Ellipsis",
            "NotImplemented",
            "NoneType");

    private DangerousNames() {}

    static void refuse(Global global, PickleCursor in) throws ModelException {
        if (isDangerous(global)) {
            throw new ModelException.Unsafe(
                    in.file(),
                    in.where() + "the pickle names " + Quoted.of(global.qualified())
                            + ", which can run code; nothing was run",
                    "do not load this file with Python either; ask its author for safetensors");
        }
    }

    private static boolean isDangerous(Global global) {
        if (BUILTINS.contains(global.module())) {
            return !PLAIN_BUILTINS.contains(global.name());
        }
        return FUNCTIONS.contains(global.qualified())
                || names(global.module())
                || names(global.qualified())
                || reachesThrough(global.name());
    }

    /** True when the module or one of the modules above it is listed. */
    private static boolean names(String module) {
        for (int dot = module.indexOf('.'); dot >= 0; dot = module.indexOf('.', dot + 1)) {
            if (MODULES.contains(module.substring(0, dot))) {
                return true;
            }
        }
        return MODULES.contains(module);
    }

    /** True for {@code harmless} plus {@code sub.os.system}: protocol 4 walks dotted names attribute by attribute. */
    private static boolean reachesThrough(String name) {
        if (name.indexOf('.') < 0) {
            return false;
        }
        for (String part : name.split("\\.", -1)) {
            if (MODULES.contains(part) || BUILTINS.contains(part) || part.startsWith("__")) {
                return true;
            }
        }
        return false;
    }
}
