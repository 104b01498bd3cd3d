namespace SampleService.Features;

/// <summary>What is written down about logins by providers: who did what, and never a token, a code or an e-mail address.</summary>
internal static partial class LoginProviderLog
{
    [LoggerMessage(1, LogLevel.Warning, "{Reason}")]
    public static partial void Unusable(ILogger logger, string reason);

    [LoggerMessage(2, LogLevel.Warning, "A login by {Provider} failed: {Code}.")]
    public static partial void Failed(ILogger logger, Exception? problem, string provider, string code);

    [LoggerMessage(3, LogLevel.Information, "Account {Account} was made from a login by {Provider}.")]
    public static partial void Made(ILogger logger, Guid account, string provider);

    [LoggerMessage(4, LogLevel.Information, "Account {Account} logged in by {Provider}.")]
    public static partial void LoggedIn(ILogger logger, Guid account, string provider);

    [LoggerMessage(5, LogLevel.Information, "Account {Account} was linked to {Provider}.")]
    public static partial void Linked(ILogger logger, Guid account, string provider);

    [LoggerMessage(6, LogLevel.Information, "Account {Account} is no longer linked to {Provider}.")]
    public static partial void Unlinked(ILogger logger, Guid account, string provider);
}
