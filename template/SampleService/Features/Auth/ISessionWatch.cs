namespace SampleService.Features;

/// <summary>Is told of sessions that have ended, when that is stored.</summary>
public interface ISessionWatch
{
    /// <summary>A session has ended: by a logout, or since a refresh token of it was used twice.</summary>
    ValueTask EndedAsync(Guid session);
}
