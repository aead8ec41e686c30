from sqlalchemy import Column, Integer, String, ForeignKey, func, select
from sqlalchemy.ext.hybrid import Comparator, hybrid_property
from sqlalchemy.orm import relationship, aliased

class CaseInsensitiveComparator(Comparator):
    def __eq__(self, other):
        return func.lower(self.__clause_element__()) == func.lower(other)

class Folded(Comparator):
    def operate(self, op, other, **kwargs):
        return op(func.lower(self.__clause_element__()), func.lower(other), **kwargs)

class CaseInsensitiveWord(Comparator):
    "Hybrid value representing a lower case representation of a word."

    def __init__(self, word):
        if isinstance(word, str):
            self.word = word.lower()
        elif isinstance(word, CaseInsensitiveWord):
            self.word = word.word
        else:
            self.word = func.lower(word)

    def operate(self, op, other, **kwargs):
        if not isinstance(other, CaseInsensitiveWord):
            other = CaseInsensitiveWord(other)
        return op(self.word, other.word, **kwargs)

    def __clause_element__(self):
        return self.word

    def __str__(self):
        return self.word

    key = "word"

class SearchWord(Base):
    __tablename__ = "searchword"
    id = Column(Integer, primary_key=True)
    word = Column(String(255), nullable=False)

    @hybrid_property
    def word_insensitive(self):
        return self.word.lower()

    @word_insensitive.comparator
    def word_insensitive(cls):
        return CaseInsensitiveComparator(cls.word)

    @hybrid_property
    def folded(self):
        return self.word.lower()

    @folded.inplace.comparator
    @classmethod
    def _folded_comparator(cls):
        return Folded(cls.word)

    @hybrid_property
    def value(self):
        return CaseInsensitiveWord(self.word)

session.add_all([SearchWord(word="Sandwich"), SearchWord(word="TRUCKS")])
session.commit()
print(SearchWord.word_insensitive, SearchWord.folded)
print(select(SearchWord).where(SearchWord.word_insensitive == "Trucks"))
print(select(SearchWord.id).where(SearchWord.folded == "Trucks"))
print(SearchWord.folded < "B", SearchWord.folded.like("s%"), SearchWord.folded != "x")
print(session.scalars(select(SearchWord.id).where(SearchWord.folded.startswith("SAND"))).all())
print(session.query(SearchWord).filter_by(word_insensitive="TRUCKS").one().word)
print(session.query(SearchWord.word_insensitive).all())
ws = session.query(SearchWord).first()
print(ws.value, str(ws.value), ws.value == "sandWICH", ws.value == "other")
print(SearchWord.value == "Trucks", select(SearchWord.id).where(SearchWord.value > "a"))
print(session.query(SearchWord.id).filter(SearchWord.value == "trucks").all())
S = aliased(SearchWord)
print(S.word_insensitive == "a", S.folded == "b")
print(session.query(SearchWord.id).filter(SearchWord.word_insensitive.in_(["Sandwich"])).all())
