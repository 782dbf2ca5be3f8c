"""What a search looks at of each text it finds, side by side in the order of the index.

Texts and notices are spread over the file, and some hundred of them are looked at for each query.
Triggers keep it as they are.
"""

from __future__ import annotations

_TABLE = """
CREATE TABLE fulltext_found (
    row INTEGER PRIMARY KEY,
    text_id TEXT NOT NULL, notice TEXT NOT NULL, work TEXT NOT NULL, title TEXT NOT NULL,
    published TEXT, genre TEXT NOT NULL, attachment TEXT, site TEXT NOT NULL,
    province_then TEXT, province_now TEXT, areas TEXT NOT NULL, keys TEXT NOT NULL
) STRICT
"""
_SHOWN = "title, published, genre, site, province_then, province_now, areas, work"
_FILL = """
INSERT INTO fulltext_found (row, text_id, notice, work, title, published, genre, attachment, site,
    province_then, province_now, areas, keys)
  SELECT r.row, r.text_id, r.notice, n.work, n.title, n.published, n.genre, t.attachment, n.site,
    n.province_then, n.province_now, n.areas, r.keys
  FROM fulltext_rows AS r JOIN texts AS t ON t.id = r.text_id JOIN notices AS n ON n.id = r.notice
"""
_KEEP = (
    f"""
    CREATE TRIGGER fulltext_found_new AFTER INSERT ON fulltext_rows BEGIN
      {_FILL} WHERE r.row = new.row;
    END
    """,
    """
    CREATE TRIGGER fulltext_found_gone AFTER DELETE ON fulltext_rows BEGIN
      DELETE FROM fulltext_found WHERE row = old.row;
    END
    """,
    """
    CREATE TRIGGER fulltext_found_keys AFTER UPDATE OF keys ON fulltext_rows BEGIN
      UPDATE fulltext_found SET keys = new.keys WHERE row = new.row;
    END
    """,
    f"""
    CREATE TRIGGER fulltext_found_told AFTER UPDATE OF {_SHOWN} ON notices BEGIN
      UPDATE fulltext_found SET ({_SHOWN}) = (new.{_SHOWN.replace(", ", ", new.")})
      WHERE row IN (SELECT row FROM fulltext_rows WHERE notice = new.id);
    END
    """,
)

FOUND = (_TABLE, f"{_FILL} ORDER BY r.row", *_KEEP)
