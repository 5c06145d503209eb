"""Why a file of another program is not read: a kind, and where in the file, never what anyone wrote."""

from enum import StrEnum


class Wrong(StrEnum):
    empty = "empty"
    too_big = "too_big"
    not_a_zip = "not_a_zip"
    broken_zip = "broken_zip"
    locked_zip = "locked_zip"
    unpacks_too_big = "unpacks_too_big"
    unsafe_name = "unsafe_name"
    no_project = "no_project"
    not_text = "not_text"
    not_xml = "not_xml"
    has_entities = "has_entities"
    wrong_kind = "wrong_kind"
    no_guid = "no_guid"
    guid_twice = "guid_twice"
    no_name = "no_name"
    no_position = "no_position"
    too_deep = "too_deep"
    too_many = "too_many"
    no_codes = "no_codes"
    not_csv = "not_csv"
    not_xlsx = "not_xlsx"
    no_columns = "no_columns"
    row_without_code = "row_without_code"
    code_twice = "code_twice"
    too_long = "too_long"
    unknown_ending = "unknown_ending"


class Refused(ValueError):
    """The file is not read, and nothing of it is used; `line` says where when it is known (0 otherwise)."""

    def __init__(self, wrong: Wrong, line: int = 0) -> None:
        super().__init__(f"{wrong.value} at line {line}" if line else wrong.value)
        self.wrong = wrong
        self.line = line
