using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using SampleService.Infrastructure;

namespace SampleService.Tests;

/// <summary>Work that nobody calls for, on the database of a service under test.</summary>
internal static class NobodysWork
{
    public static async Task<T> WithWorkAsync<T>(this WebApplicationFactory<Program> service, Func<Work, Task<T>> act)
    {
        await using var scope = service.Services.CreateAsyncScope();
        return await act(Work.OfNobody(scope.ServiceProvider));
    }
}
