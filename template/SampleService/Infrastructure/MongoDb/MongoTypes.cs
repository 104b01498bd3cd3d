using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.EntityFrameworkCore.Storage.Json;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace SampleService.Infrastructure;

/// <summary>Which types documents hold; other types are kept by a converter to one of these.</summary>
internal sealed class MongoTypes(TypeMappingSourceDependencies dependencies) : TypeMappingSource(dependencies)
{
    /// <inheritdoc />
    protected override CoreTypeMapping? FindMapping(in TypeMappingInfo mappingInfo) =>
        mappingInfo.ClrType is { } type && (type.IsValueType || type == typeof(string) || type == typeof(byte[]))
            ? new MongoType(type)
            : base.FindMapping(mappingInfo);

    private sealed class MongoType : CoreTypeMapping
    {
        public MongoType(Type type)
            : base(new CoreTypeMappingParameters(type)) { }

        private MongoType(CoreTypeMappingParameters parameters)
            : base(parameters) { }

        public override CoreTypeMapping WithComposedConverter(
            ValueConverter? converter,
            ValueComparer? comparer = null,
            ValueComparer? keyComparer = null,
            CoreTypeMapping? elementMapping = null,
            JsonValueReaderWriter? jsonValueReaderWriter = null
        ) => new MongoType(Parameters.WithComposedConverter(converter, comparer, keyComparer, elementMapping, jsonValueReaderWriter));

        protected override CoreTypeMapping Clone(CoreTypeMappingParameters parameters) => new MongoType(parameters);
    }
}
