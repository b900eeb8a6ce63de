"""
Records what PyTorch computes for the lessons of the course, under `test/fixtures/pytorch/`.

    /usr/bin/python3 scripts/pytorch/record.py [lesson ...]

Without a lesson, for all of them. Needs Debian's python3-torch and libopenblas0. The same versions give the same bytes. See docs/pytorch-oracle.md.
"""
import os
import sys

# Before PyTorch is loaded: one thread and the plainest instructions, so that sums are added up in one order everywhere.
os.environ.update(OMP_NUM_THREADS='1', OPENBLAS_NUM_THREADS='1')
os.environ.update(OPENBLAS_CORETYPE='Prescott', ATEN_CPU_CAPABILITY='default')
sys.dont_write_bytecode = True

import fixture
import part1
import part2
import part3
import part4
import part5
import schedules

FLOAT64_DIGITS = 17
FLOAT32_DIGITS = 9


def main():
    asked = sys.argv[1:]
    lessons = {}
    for cases in (part1.LESSONS, part2.LESSONS, schedules.LESSONS, part5.OF_NUMBERS):
        lessons.update({lesson: (FLOAT64_DIGITS, cases_of) for lesson, cases_of in cases.items()})
    for cases in (part3.LESSONS, part4.LESSONS, part5.OF_MATRICES):
        lessons.update({lesson: (FLOAT32_DIGITS, cases_of) for lesson, cases_of in cases.items()})
    unknown = [lesson for lesson in asked if lesson not in lessons]
    if unknown:
        sys.exit(f'No lesson {", ".join(unknown)}. The lessons are: {", ".join(lessons)}.')
    for lesson in asked or lessons:
        digits, cases_of = lessons[lesson]
        fixture.write(lesson, digits, cases_of())


if __name__ == '__main__':
    main()
