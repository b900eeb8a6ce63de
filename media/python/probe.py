"""
Says which Python this is, and whether PyTorch and NumPy work in it: one line of JSON. Used by Compare with Frameworks.

For each library: its version, how it says it was built (`build`), and the linear-algebra libraries that are loaded
(`libraries`, on Linux only: there a program can read its own memory map), and which kernels an OpenBLAS among them uses (`kernel`).
"""
import ctypes
import json
import os
import re
import sys

sys.dont_write_bytecode = True
# What a library prints while it loads must not stand among the answers.
answers = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)


def loaded_libraries():
    try:
        with open("/proc/self/maps") as maps:
            files = {line.split(maxsplit=5)[5].strip() for line in maps if len(line.split(maxsplit=5)) == 6}
    except OSError:
        return []
    name = re.compile(r"blas|mkl|blis|atlas|veclib|accelerate", re.IGNORECASE)
    # The folder counts: Debian's alternatives are all called libblas.so.3, in folders of their own.
    return sorted(file for file in files if ".so" in file and name.search("/".join(file.split("/")[-2:])))


def kernel_of(libraries):
    """What OpenBLAS says of itself: "SkylakeX"; None where no library has that to say."""
    for file in libraries:
        for prefix in ("", "scipy_"):
            for suffix in ("", "64_"):
                try:
                    ask = getattr(ctypes.CDLL(file), prefix + "openblas_get_corename" + suffix)
                    ask.restype = ctypes.c_char_p
                    return ask().decode("ascii")
                except (OSError, AttributeError):
                    pass
    return None


def failure(error):
    return "{}: {}".format(type(error).__name__, error)[:500]


def found(version, build, libraries):
    return {"version": version, "build": build, "libraries": libraries, "kernel": kernel_of(libraries)}


def numpy_build(numpy):
    try:
        return json.dumps(numpy.show_config(mode="dicts")["Build Dependencies"]["blas"])
    except Exception:
        pass
    try:
        return json.dumps(numpy.__config__.get_info("blas_opt"))
    except Exception:
        return ""


def look_at_numpy():
    try:
        import numpy
    except ModuleNotFoundError:
        return None
    except Exception as error:
        return {"error": failure(error)}
    try:
        matrix = numpy.ones((8, 8), dtype=numpy.float32)
        matrix @ matrix
        return found(numpy.__version__, numpy_build(numpy), loaded_libraries())
    except Exception as error:
        return {"error": failure(error)}


def look_at_torch():
    try:
        import torch
    except ModuleNotFoundError as error:
        return None if error.name == "torch" else {"error": failure(error)}
    except Exception as error:
        return {"error": failure(error)}
    try:
        matrix = torch.ones(8, 8)
        matrix @ matrix
        libraries = [file for file in loaded_libraries() if "numpy" not in file]
        return found(torch.__version__, torch.__config__.show(), libraries)
    except Exception as error:
        return {"error": failure(error)}


answer = {
    "type": "probe",
    "python": ".".join(map(str, sys.version_info[:3])),
    "numpy": look_at_numpy(),
    "torch": look_at_torch(),
}
answers.write(json.dumps(answer) + "\n")
answers.flush()
# Some builds of some libraries crash while they are taken down, and everything is said.
os._exit(0)
