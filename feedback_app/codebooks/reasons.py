"""Why something was refused, in whole sentences that never hold what anyone wrote."""

from analysis.exchange.refused import Refused, Wrong
from feedback_app.codebooks import refusals
from feedback_app.codebooks.match_project import WhyNot
from feedback_app.intake.reasons import N_, Reason

FILE: dict[Wrong, str] = {
    Wrong.empty: N_("The file is empty."),
    Wrong.too_big: N_("The file is too big. A codebook may have 5 MB, a project 15 MB."),
    Wrong.not_a_zip: N_("This is not the kind of file its name says. Save it again in the other program."),
    Wrong.broken_zip: N_("The file is damaged or not complete. Save it again in the other program."),
    Wrong.locked_zip: N_("The file is locked with a password. Save it again without one."),
    Wrong.unpacks_too_big: N_("The file would unpack to far more than it says, so it is not opened."),
    Wrong.unsafe_name: N_("The file names places outside itself, so it is not opened."),
    Wrong.no_project: N_("There is no project inside the file. Export a REFI-QDA project."),
    Wrong.not_text: N_("The file is not written in UTF-8 or UTF-16. Save it again as UTF-8."),
    Wrong.not_xml: N_("The file is damaged or not complete. Export it again in the other program."),
    Wrong.has_entities: N_("The file defines words of its own or points at other files, so it is not read."),
    Wrong.wrong_kind: N_("This is not a REFI-QDA 1.0 file of this kind. Check which export you chose."),
    Wrong.no_guid: N_("Something in the file has no identifier, which REFI-QDA needs."),
    Wrong.guid_twice: N_("Two things in the file have the same identifier."),
    Wrong.no_name: N_("A code in the file has no name."),
    Wrong.no_position: N_("A selection in the file does not say where it begins and ends."),
    Wrong.too_deep: N_("The codes lie too deep inside each other: 50 levels are the most."),
    Wrong.too_many: N_("The file holds too much. Split it into smaller files."),
    Wrong.no_codes: N_("There is no code in the file."),
    Wrong.not_csv: N_("This is not a CSV file that can be read. Save it again as CSV."),
    Wrong.not_xlsx: N_("This is not an XLSX workbook that can be read. Save it again as XLSX."),
    Wrong.no_columns: N_("The first row must name the columns, with “theme” and “code” among them."),
    Wrong.row_without_code: N_("A row has no theme."),
    Wrong.code_twice: N_("A theme has the same code twice."),
    Wrong.too_long: N_("A name is longer than 120 letters, or a text longer than 20,000."),
    Wrong.unknown_ending: N_("Send a file whose name ends in .qdc, .qdpx, .csv or .xlsx."),
}
LINE = N_("%(why)s (Line %(line)s.)")
WHY_NOT: dict[WhyNot, str] = {
    WhyNot.not_ours: N_("The answer is not ours, or not yours to code."),
    WhyNot.other_words: N_("The words in the file are not the words we keep."),
    WhyNot.beyond: N_("The place lies beyond the words, or cuts a character in two."),
    WhyNot.unknown_code: N_("The code is not in our codebook. Bring the codebook in first."),
    WhyNot.retired_code: N_("The code is retired."),
    WhyNot.unknown_coder: N_("The person who coded is not known here."),
    WhyNot.agreed: N_("The answer was read twice and its codes were agreed, so they stay as they are."),
}
DEED: dict[type[Exception], str] = {
    refusals.ChangedMeanwhile: N_(
        "Somebody changed the codebook while you were here. Nothing was stored, and nothing is lost: look at "
        "what is there now, then do it again."
    ),
    refusals.NotThere: N_("That is no longer in use."),
    refusals.NameTaken: N_("This name is taken. Choose another one."),
    refusals.NothingToPublish: N_("There is nothing in the draft to publish."),
    refusals.IntoItself: N_("A code cannot be merged into itself."),
    refusals.AlreadyUndone: N_("This was undone already."),
    refusals.TooMuch: N_("That is more than 20,000 answers. Choose a quarter."),
}
LATER = N_("Version %(version)s changed the same code later. Undo that first.")
USED = N_("%(number)s decisions were made since with what this brought, and they would be lost.")


def why_file(refused: Refused) -> Reason:
    """Why a file was not read; the line goes in beside it."""
    return Reason(FILE[refused.wrong])


def why_deed(refused: Exception) -> Reason:
    """Why a change was not made."""
    if isinstance(refused, refusals.LaterChange):
        return Reason(LATER, {"version": refused.version})
    if isinstance(refused, refusals.UsedSince):
        return Reason(USED, {"number": refused.codings})
    return Reason(DEED[type(refused)])


REFUSALS: tuple[type[Exception], ...] = (*DEED, refusals.LaterChange, refusals.UsedSince)
