"""The messages of the pages: collected from code and templates, kept and compiled per language.

python -m tools.messages              bring every locale/<language> up to date
python -m tools.messages --add sv     begin a language
python -m tools.messages --check      name what is wrong, change nothing
"""
