"""The engine that asks a language model and believes only what the text proves.

Pure: it says what to ask (`questions`), reads what was answered (`reply`) and lets through what
its quotes prove (`proved`, `build`). Who asks stands outside, in `rasd.run.llm`.
"""
