"""What a fixture looks like, and how it is written."""
import ctypes
import json
import os
import platform
from pathlib import Path

import torch

FOLDER = Path(__file__).resolve().parents[2] / 'test' / 'fixtures' / 'pytorch'
LARGEST_FILE = 150_000


def case(name, function, given, expected):
    """
    One comparison.

    `function` says which piece of the lesson is tried, `given` are its inputs by name, and `expected` is what PyTorch
    gives for them: tensors, or dictionaries and lists of tensors and numbers.
    """
    return {'name': name, 'function': function, 'given': given, 'expected': plain(expected)}


def plain(value):
    """Tensors as nested lists of numbers."""
    if isinstance(value, torch.Tensor):
        return value.detach().tolist()
    if isinstance(value, dict):
        return {key: plain(entry) for key, entry in value.items()}
    if isinstance(value, list):
        return [plain(entry) for entry in value]
    return value


def write(lesson, digits, cases):
    """Writes the fixture of a lesson, its expected numbers rounded to `digits` significant digits."""
    lines = [
        json_text({**each, 'expected': rounded(each['expected'], digits)}, separators=(',', ':')) for each in cases
    ]
    head = json_text({'lesson': lesson, 'madeWith': versions()}).removesuffix('}')
    content = (head + ', "cases": [\n' + ',\n'.join(lines) + '\n]}\n').encode()
    if len(content) > LARGEST_FILE:
        raise ValueError(f'The fixture of {lesson} has {len(content)} bytes; at most {LARGEST_FILE} are wanted.')
    FOLDER.mkdir(parents=True, exist_ok=True)
    partial = FOLDER / f'{lesson}.json.part'
    partial.write_bytes(content)
    partial.replace(FOLDER / f'{lesson}.json')
    print(f'{lesson}: {len(cases)} cases, {len(content)} bytes')


def json_text(value, **options):
    """JSON that every reader knows: a number that is infinite or not a number is an error."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, **options)


def rounded(value, digits):
    if isinstance(value, dict):
        return {key: rounded(entry, digits) for key, entry in value.items()}
    if isinstance(value, list):
        return [rounded(entry, digits) for entry in value]
    # Adding 0 turns -0.0 into 0.0, which is the same number in less text.
    return float(f'{value:.{digits}g}') + 0.0 if isinstance(value, float) else value


def versions():
    return {'torch': torch.__version__, 'python': platform.python_version(), 'blas': blas()}


def blas():
    """The name and version of the OpenBLAS that PyTorch has loaded. Debian's PyTorch takes whichever BLAS there is."""
    with open('/proc/self/maps', encoding='utf-8') as maps:
        loaded = {os.path.realpath(line.split()[-1]) for line in maps if '.so' in line}
    libraries = sorted(path for path in loaded if 'libopenblas' in path)
    if not libraries:
        raise RuntimeError('PyTorch runs without OpenBLAS here. Install libopenblas0, then run this again.')
    get_config = ctypes.CDLL(libraries[0]).openblas_get_config
    get_config.restype = ctypes.c_char_p
    return ' '.join(get_config().decode().split()[:2])
