"""Lesson 4.5: the learning rates that PyTorch's schedulers set, step by step. Plain numbers, so float64."""
import torch
from torch.optim import SGD
from torch.optim.lr_scheduler import CosineAnnealingLR, OneCycleLR, StepLR

from fixture import case


def schedules():
    cases = []
    for total, options in [
        (50, {'every': 10}),
        (60, {'every': 7, 'factor': 0.5}),
        (53, {'every': 1, 'factor': 0.95}),
        (50, {'every': 80}),
    ]:
        cases.append(schedule_case('stepDecay', total, {'learningRate': 0.1, **options}, step_lr))
    for total, options in [
        (50, {'learningRate': 0.1}),
        (73, {'learningRate': 1.5, 'minimum': 0.01}),
        (128, {'learningRate': 0.05, 'minimum': 0.05}),
    ]:
        cases.append(schedule_case('cosine', total, options, cosine_lr))
    for total, options in [
        (50, {}),
        (57, {}),
        (101, {'warmup': 0.25}),
        (64, {'warmup': 0.5, 'startDivisor': 10, 'endDivisor': 100}),
        (50, {'warmup': 1.0, 'startDivisor': 4}),
        (80, {'warmup': 0.05, 'endDivisor': 1}),
    ]:
        cases.append(schedule_case('oneCycle', total, {'learningRate': 0.4, **options}, one_cycle_lr))
    return cases


def schedule_case(function, total, options, scheduler_for):
    """What is left out of `options` is left to PyTorch's own defaults."""
    optimizer = SGD([torch.zeros(1, requires_grad=True)], lr=options['learningRate'])
    scheduler = scheduler_for(optimizer, total, options)
    rates = []
    for step in range(total):
        rates.append(optimizer.param_groups[0]['lr'])
        optimizer.step()
        if step < total - 1:
            scheduler.step()
    name = ', '.join([f'{total} steps'] + [f'{key} {value}' for key, value in options.items()])
    return case(name, function, {'totalSteps': total, 'options': options}, rates)


def step_lr(optimizer, _, options):
    return StepLR(optimizer, options['every'], **renamed(options, {'factor': 'gamma'}))


def cosine_lr(optimizer, total, options):
    return CosineAnnealingLR(optimizer, total, **renamed(options, {'minimum': 'eta_min'}))


def one_cycle_lr(optimizer, total, options):
    names = {'warmup': 'pct_start', 'startDivisor': 'div_factor', 'endDivisor': 'final_div_factor'}
    rest = renamed(options, names)
    return OneCycleLR(optimizer, options['learningRate'], total_steps=total, cycle_momentum=False, **rest)


def renamed(options, names):
    return {names[key]: value for key, value in options.items() if key in names}


LESSONS = {'learning-rate-schedules': schedules}
