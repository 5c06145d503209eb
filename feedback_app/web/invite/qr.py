"""A link as a QR code, drawn as one SVG path."""

import qrcode
from markupsafe import Markup
from qrcode.constants import ERROR_CORRECT_M

QUIET = 4


def qr_code(address: str, described: str) -> Markup:
    """The picture, with these words for those who cannot see it; scales to the width it is given."""
    drawing = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=QUIET)
    drawing.add_data(address)
    drawing.make(fit=True)
    rows = drawing.get_matrix()
    dots = "".join(
        f"M{across} {down}h1v1h-1z"
        for down, row in enumerate(rows)
        for across, dark in enumerate(row)
        if dark
    )
    return Markup(
        '<svg class="qr" role="img" aria-label="{}" viewBox="0 0 {} {}" shape-rendering="crispEdges">'
        '<rect width="{}" height="{}" fill="#fff"></rect><path fill="#000" d="{}"></path></svg>'
    ).format(described, len(rows), len(rows), len(rows), len(rows), dots)
