import fsrs
import fsrs_rs_python
import pytest
from fsrs.scheduler import LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS

from server.scheduling.memory import MemoryModel
from server.scheduling.parameters import DEFAULT_PARAMETERS, FSRS_6, usable_values

DEFAULTS = list(DEFAULT_PARAMETERS["values"])


def test_the_defaults_are_those_of_both_packages() -> None:
    assert list(fsrs.Scheduler().parameters) == DEFAULTS
    assert pytest.approx(fsrs_rs_python.DEFAULT_PARAMETERS, rel=1e-7) == DEFAULTS


def test_usable_numbers_come_back_as_they_are() -> None:
    assert usable_values(DEFAULT_PARAMETERS) == DEFAULTS


@pytest.mark.parametrize(
    ("far_out", "bounds"), [(-1e9, LOWER_BOUNDS_PARAMETERS), (1e9, UPPER_BOUNDS_PARAMETERS)]
)
def test_numbers_out_of_bounds_are_brought_to_the_bounds_of_py_fsrs(
    far_out: float, bounds: tuple[float, ...]
) -> None:
    clipped = usable_values({"model": FSRS_6, "values": [far_out] * 21})
    # ts-fsrs and the fitting keep number 19 at 0.01 or more; py-fsrs allows 0.
    assert clipped == [*bounds[:19], max(bounds[19], 0.01), bounds[20]]


def test_the_model_works_within_the_bounds() -> None:
    far_below = MemoryModel({"model": FSRS_6, "values": [-1e9] * 21})
    # Numbers 17 and 18 at 0 and number 19 at 0.01: 0.5 × 0.5 ** -0.01.
    assert far_below.next(0.5, 5, 0, 1)[0] == 0.50347778


@pytest.mark.parametrize(
    ("parameters", "complaint"),
    [
        ({"model": "FSRS-7", "values": DEFAULTS}, "Unknown memory model 'FSRS-7'"),
        ({"model": FSRS_6, "values": DEFAULTS[:19]}, "takes 21 finite numbers"),
        ({"model": FSRS_6, "values": [*DEFAULTS[:20], float("nan")]}, "takes 21 finite numbers"),
        ({"model": FSRS_6, "values": [*DEFAULTS[:20], float("inf")]}, "takes 21 finite numbers"),
    ],
)
def test_other_parameters_are_refused(parameters: object, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        usable_values(parameters)  # type: ignore[arg-type]
