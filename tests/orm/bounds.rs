//! What a run may use: whatever a script keeps, it is stopped long before the machine is short of
//! memory, and says where.

use relatable::orm::live::Live;
use relatable::orm::recording::{FailedKind, Mode, Recording};
use relatable::orm::run::{self, Place};
use relatable::scratch::{Interrupt, Scratch};

const MODELS: &str = "\
from sqlalchemy import *
from sqlalchemy.orm import *
Base = declarative_base()
class A(Base):
    __tablename__ = 'a'
    id = Column(Integer, primary_key=True)
engine = create_engine('sqlite://')
Base.metadata.create_all(engine)
session = Session(engine)
";

/// Each keeps more and more; the last line is the one that is stopped.
const GREEDY: [&str; 16] = [
    "x = 'a'\nfor i in range(60):\n    x += x",
    "x = b'a'\nfor i in range(60):\n    x += x",
    "x = [1]\nwhile True:\n    x = x + x",
    "x = [1]\nwhile True:\n    x += x",
    "x = (1,)\nwhile True:\n    x += x",
    "x = [1]\nwhile True:\n    x.extend(x)",
    "d = {}\nfor i in range(10**7):\n    d[i] = 'x' * 1000",
    "x = '%999d' % 1\nwhile True:\n    x = '{0}{0}'.format(x)",
    "x = 'ab'\nwhile True:\n    x = x.replace('a', x)",
    "x = 'ab'\nwhile True:\n    x = x.join([x, x])",
    "x = 'a,'\nwhile True:\n    x = f'{x}{x}'",
    "x = 'a,' * 100_000_000\ny = x.split(',')",
    "import re\nx = 'ab'\nwhile True:\n    x = re.sub('a|b', r'\\g<0>ab', x)",
    "import re\nx = 'ab' * 100_000\nkeep = []\nwhile True:\n    keep += re.findall('.', x)",
    "keep = []\nwhile True:\n    keep.append(A())",
    "while True:\n    session.add(A())",
];

#[test]
fn what_keeps_more_and_more_is_stopped() {
    for greedy in GREEDY {
        let source = format!("{MODELS}{greedy}\n");
        let recording = run::script(&source, "greedy.py", &Place::Memory).unwrap();
        let failed = recording.error.expect(greedy);
        assert_eq!(failed.kind, FailedKind::Bounds, "{greedy}: {}", failed.message);
        assert!(failed.message.contains("keeps more than"), "{greedy}: {}", failed.message);
        let last = source.lines().count();
        assert!(failed.line.is_some_and(|line| line + 1 >= last), "{greedy}: {:?}", failed.line);
    }
}

#[test]
fn a_pattern_that_goes_back_for_ever_is_stopped() {
    let slow = "import re\nwhile True:\n    re.search(r'(a+)+(?=c)$', 'a' * 3000)\n";
    let recording = run::script(slow, "slow.py", &Place::Memory).unwrap();
    let failed = recording.error.unwrap();
    assert_eq!(failed.kind, FailedKind::Unsupported, "{}", failed.message);
    let often = "import re\nwhile True:\n    re.search(r'a(?=c)', 'ab' * 3000)\n";
    let recording = run::script(often, "often.py", &Place::Memory).unwrap();
    let failed = recording.error.unwrap();
    assert_eq!(failed.kind, FailedKind::Bounds, "{}", failed.message);
}

#[test]
fn many_pieces_share_what_one_answer_may_use() {
    let piece = "alembic current\nkeep = keep + ['x' * 1_000_000 + str(len(keep))]\n";
    let image = Scratch::new().unwrap().image().unwrap();
    let mut live = Live::new(&image, Interrupt::default(), Mode::Classic).unwrap();
    live.run("keep = []");
    let all: Vec<Recording> = live.run_pieces(&piece.repeat(400));
    let last = all.last().and_then(|recording| recording.error.as_ref()).expect("it is stopped");
    assert_eq!(last.kind, FailedKind::Bounds, "{}", last.message);
    // What comes next has its own.
    assert!(live.run("len(keep) > 1").error.is_none());
}
