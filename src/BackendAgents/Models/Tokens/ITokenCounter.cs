namespace BackendAgents.Models.Tokens;

/// <summary>Counts tokens, for budgets and where a service does not say what it used. Implementations are thread-safe.</summary>
internal interface ITokenCounter
{
    /// <summary>The number of tokens in a text.</summary>
    /// <param name="text">The text; empty counts nothing.</param>
    int Count(string text);
}
