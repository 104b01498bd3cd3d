using SampleService.Infrastructure;

namespace SampleService.Features;

internal static partial class AuthEndpoints
{
    private static async Task<IResult> LogoutEverywhereAsync(HttpContext http, TokenService tokens, CancellationToken cancellationToken)
    {
        await tokens.RevokeAllAsync(Caller.Of(http).Id, cancellationToken);
        return TypedResults.NoContent();
    }
}
