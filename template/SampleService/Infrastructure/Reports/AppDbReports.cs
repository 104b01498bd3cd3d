using Microsoft.EntityFrameworkCore;

namespace SampleService.Infrastructure;

public sealed partial class AppDb
{
    partial void AddFunctions(ModelBuilder modelBuilder) => Buckets.Register(modelBuilder, Database.ProviderName);
}
