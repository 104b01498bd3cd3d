namespace BackendAgents.Tests.Verification;

/// <summary>A server that follows another, which can be held, killed and started again.</summary>
internal interface IFollower : IAsyncDisposable
{
    /// <summary>How to reach the copy of a database of the other server.</summary>
    string Of(string database);

    /// <summary>Has it apply nothing of what it receives, or go on.</summary>
    Task HoldAsync(string database, bool on);

    Task KillAsync();

    Task StartAsync();
}
