"""Every refusal with the HTTP status that says it; pages and hot routes answer alike."""

from quizapp.core.answering import AnswerRefused
from quizapp.services.accounts import LinkIsOver
from quizapp.services.gathering import NothingToGather
from quizapp.services.library import NoSuchBank
from quizapp.services.live.faults import (
    AnswerTooLate,
    GameIsPaused,
    HasBegun,
    HostingIsOff,
    LinkIsOld,
    ManyCame,
    NoSeat,
    NoSuchPlayer,
    NothingToVoteOn,
    NotLetIn,
    PlayedElsewhere,
    RoomIsFull,
    RoomIsLocked,
    RoomIsOver,
    TooManyGames,
    WasTakenOut,
)
from quizapp.services.live.nicknames import NicknameRefused
from quizapp.services.live.room import NoSuchGame
from quizapp.services.pictures import NoSuchPicture
from quizapp.services.practice import NoSuchDrill
from quizapp.services.profile import HasProgress, NoSuchCode, PreferencesRefused
from quizapp.services.reviews import QuestionIsGone
from quizapp.services.saved import NoSavedFile
from quizapp.services.schedule import NoSuchReview
from quizapp.services.sources import NoSuchClaim, NoSuchSource
from quizapp.services.study import NoSuchAttempt, TimeIsUp
from quizapp.services.throttle import TooFast
from quizapp.services.workspace.faults import (
    CannotPreview,
    MayOnlyRead,
    NoRoom,
    NoSuchCard,
    NoSuchNote,
    NoSuchOwnBank,
    NoSuchOwnSource,
    NoSuchVersion,
    NotInCards,
    NotPublished,
    TooMuchToPack,
)
from quizapp.store.journal import NotStored

STATUS: dict[type[Exception], int] = {
    AnswerRefused: 422,
    AnswerTooLate: 409,
    GameIsPaused: 409,
    HostingIsOff: 403,
    HasProgress: 409,
    LinkIsOld: 410,
    LinkIsOver: 410,
    ManyCame: 429,
    NoSuchCode: 422,
    NoSavedFile: 422,
    NoSuchReview: 404,
    NothingToGather: 404,
    PlayedElsewhere: 403,
    PreferencesRefused: 422,
    QuestionIsGone: 409,
    HasBegun: 409,
    MayOnlyRead: 403,
    NicknameRefused: 422,
    NoSeat: 403,
    NotLetIn: 403,
    NothingToVoteOn: 422,
    NoSuchAttempt: 404,
    NoSuchBank: 404,
    NoSuchClaim: 404,
    NoSuchDrill: 404,
    NoSuchGame: 404,
    NoSuchOwnBank: 404,
    NoSuchPicture: 404,
    NoSuchPlayer: 404,
    NoSuchSource: 404,
    CannotPreview: 409,
    NoRoom: 409,
    NoSuchCard: 404,
    NoSuchNote: 404,
    NoSuchOwnSource: 404,
    NoSuchVersion: 404,
    NotInCards: 409,
    NotPublished: 409,
    NotStored: 503,
    RoomIsFull: 409,
    RoomIsLocked: 409,
    RoomIsOver: 410,
    TimeIsUp: 409,
    TooFast: 429,
    TooManyGames: 503,
    TooMuchToPack: 409,
    WasTakenOut: 403,
}
"""Each of these carries a sentence for whoever is refused."""
REFUSALS: tuple[type[Exception], ...] = tuple(STATUS)
