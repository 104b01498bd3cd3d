namespace BackendAgents.Offline.Words;

/// <summary>Word classes as far as the grammar tells them apart.</summary>
internal enum Tag
{
    Noun,
    Verb,
    Modal,
    Aux,
    Det,
    Poss,
    Pron,
    Prep,
    And,
    Comma,
    Rel,
    Sub,
    Adv,
    Num,
    Colon,
    Open,
    Close,
    Other,
}
