"""
Records what PyTorch computes for the lessons of the course, under `test/fixtures/pytorch/`.

    /usr/bin/python3 scripts/pytorch/record.py

Needs Debian's python3-torch and libopenblas0. The same versions give the same bytes. See docs/pytorch-oracle.md.
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
import schedules

FLOAT64_DIGITS = 17
FLOAT32_DIGITS = 9


def main():
    for part in (part1, part2, schedules):
        record(part, FLOAT64_DIGITS)
    for part in (part3, part4):
        record(part, FLOAT32_DIGITS)


def record(part, digits):
    for lesson, cases_of in part.LESSONS.items():
        fixture.write(lesson, digits, cases_of())


if __name__ == '__main__':
    main()
